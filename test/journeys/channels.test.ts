/** A step that may go by several channels. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { OrderId } from '../../domain/ids.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { orderPlaced } from '../../workflows/core/events.ts';
import { accepting, type FakeGate } from '../../cli/simulator/gate.ts';
import { monday } from '../../cli/simulator/schedule.ts';
import { useSimulator } from '../simulate/use-simulator.ts';
import { distant, either } from './fixtures/sending.ts';

const simulate = useSimulator(fileURLToPath(new URL('fixtures/index.ts', import.meta.url)));

const order = { orderId: 'order-1' as OrderId };
const hour = 3_600_000;

test('R198 R199 of several channels the first that does has the message', async () => {
  const run = await simulate(either);
  await run.finish();
  expect(run.schedule()).toEqual(['0s sms cart/reminder', '1d email cart/reminder']);
  expect(run.attempts.map(({ next }) => next)).toEqual(['email', 'sms']);
});

test('the next channel is asked at once, for what is left of the same step', async () => {
  const run = await simulate(either, {
    gate: ({ channel }) =>
      channel === 'sms'
        ? { outcome: 'withheld', reason: 'not_worth_sms', takes: '2 hours' }
        : { outcome: 'accepted', messageId: 'm' },
  });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 2, withheld: 1 });
  const [text, email] = run.attempts;
  expect([text!.step, email!.step]).toEqual(['cart/reminder#1', 'cart/reminder#1']);
  expect(email).toMatchObject({ channel: 'email', dueAt: text!.dueAt, expiresAt: text!.expiresAt });
  // What takes the place of a sold-out cart has the words of an e-mail; there is no third channel.
  expect([text!.fallback, email!.fallback, email!.next]).toEqual([undefined, 'cart/sold-out', undefined]);
});

test('R200 no other channel is asked once something may have gone, or the run is over', async () => {
  for (const answer of [{ outcome: 'unknown' }, { outcome: 'withheld', reason: 'bought' }] as const) {
    const run = await simulate(either, { gate: () => answer });
    await run.finish();
    expect(run.attempts.map(({ channel }) => channel)).toEqual(['sms', 'email']);
    expect(run.attempts.map(({ after }) => after / hour)).toEqual([0, 24]);
  }
  const stopped = await simulate(either, {
    gate: () => ({ outcome: 'withheld', reason: 'not_worth_sms', takes: '1 hour' }),
  });
  await stopped.advance('10 minutes');
  await stopped.emit(orderPlaced, order);
  await stopped.finish();
  expect(stopped.attempts.map(({ channel }) => channel)).toEqual(['sms']);
});

test('R81 a store that asks WhatsApp first has it before each text message, and nothing else changes', async () => {
  const run = await simulate(either, {
    input: { plan: { calendar: [], whatsappFirst: true } },
    gate: ({ channel }) =>
      channel === 'email' ? { outcome: 'accepted', messageId: 'm' } : { outcome: 'withheld', reason: 'no_consent' },
  });
  expect(await run.finish()).toMatchObject({ outcome: 'completed', sent: 2 });
  const [first, second, third, ...others] = run.attempts;
  expect([first, second, third].map((one) => [one!.channel, one!.step, one!.next])).toEqual([
    ['whatsapp', 'cart/reminder#1', 'sms'],
    ['sms', 'cart/reminder#1', 'email'],
    ['email', 'cart/reminder#1', undefined],
  ]);
  expect(others.map(({ channel, next }) => [channel, next])).toEqual([['email', 'whatsapp']]);
  const all = await simulate(either, { input: { plan: { calendar: [], whatsappFirst: true } } });
  await all.finish();
  expect(all.schedule()).toEqual(['0s whatsapp cart/reminder', '1d email cart/reminder']);
});

/** Ten hours after the first message the others come to be due an hour after each other, all of them before. */
const shortened = async (gate: FakeGate) => {
  const run = await simulate(distant, { gate });
  await run.advance('10 hours');
  await run.replan({ calendar: [], cadence: { second: '1 hour', third: '2 hours', fourth: '3 hours' } });
  await run.finish();
  return run;
};

test('R78 overtaken steps keep their distance also where one waits first and then goes by its next channel', async () => {
  const open = monday + 12 * hour;
  const run = await shortened((input, now) => {
    if (input.channel !== 'sms') return accepting(input, now);
    return now < open
      ? { outcome: 'later', at: toInstant(open), reason: 'quiet_hours' }
      : { outcome: 'withheld', reason: 'no_consent' };
  });
  expect(run.schedule()).toEqual([
    '0s email cart/reminder',
    '10h email cart/reassurance',
    '12h email cart/offer',
    '13h email cart/reassurance',
  ]);
});

test('R78 what may have gone out keeps its distance as what did', async () => {
  const run = await shortened((input, now) =>
    input.template === 'cart/reassurance' ? { outcome: 'unknown' } : accepting(input, now),
  );
  expect(run.attempts.map(({ template, after }) => `${after / hour}h ${template}`)).toEqual([
    '0h cart/reminder',
    '10h cart/reassurance',
    '11h cart/offer',
    '12h cart/reassurance',
  ]);
});
