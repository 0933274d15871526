import { fileURLToPath } from 'node:url';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import type { CustomerId, OrderId, TicketId } from '../../domain/ids.ts';
import type { RunInput } from '../../domain/run.ts';
import { pick, splitSeed } from '../../domain/split.ts';
import { type CustomerTraits, nothingKnown } from '../../domain/scores/traits.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { orderPlaced } from '../../workflows/core/events.ts';
import { workflowBundle } from '../../cli/simulator/bundle.ts';
import { openSandbox } from '../../cli/simulator/sandbox.ts';
import { monday } from '../../cli/simulator/schedule.ts';
import { simulate as simulateIn } from '../../cli/simulator/simulate.ts';
import { useSimulator } from '../simulate/use-simulator.ts';
import { broken, endless, tidy } from './fixtures/failing.ts';
import { delivered, impatient, orderDelivered, stubborn, ticketOpened } from './fixtures/listening.ts';
import { appointment, arms, known, repeated, timed, undeclared } from './fixtures/sending.ts';

const fixtures = fileURLToPath(new URL('fixtures/index.ts', import.meta.url));
const simulate = useSimulator(fixtures);

const offersOf = async (customer: string) => {
  const run = await simulate(arms, { input: { customer: customer as CustomerId } });
  await run.finish();
  return run.attempts.map(({ props }) => props['offer']);
};
const order = { orderId: 'order-1' as OrderId };
const hour = 3_600_000;

const sendsOf = async (traits?: Partial<CustomerTraits>) => {
  const run = await simulate(known, traits && { traits: { ...nothingKnown, ...traits } });
  await run.finish();
  return run.attempts.map(({ template, hour: asked, props }) => ({ template, asked, props }));
};

test('a journey branches by what is known of the customer, in words, and asks the gate for the best hours', async () => {
  const asked = 'best';
  expect(await sendsOf({ profile: 'loyal', priceSensitive: true })).toMatchObject([
    { template: 'cart/reassurance', asked },
  ]);
  expect(await sendsOf({ profile: 'occasional' })).toMatchObject([{ template: 'cart/reminder', asked }]);
  expect((await sendsOf({ profile: 'loyal' }))[0]!.props).not.toHaveProperty('hour');
  // Nothing known: who never bought goes with the dormant.
  expect(await sendsOf()).toEqual([]);
});

test('R243: the arms of a timing experiment really wait 1, 4 and 24 hours, each customer always as long', async () => {
  const seen = new Map<string, string>();
  for (let n = 0; n < 12; n++) {
    const customer = `customer-${n}` as CustomerId;
    const arm = pick(splitSeed({ store: 'demo', journey: 'timed', name: 'first-wait', customer }), {
      one: 1,
      four: 1,
      day: 1,
    });
    const run = await simulate(timed, { input: { customer } });
    await run.finish();
    seen.set(arm, run.schedule().join());
    if (seen.size === 3) break;
  }
  expect(Object.fromEntries(seen)).toEqual({
    one: '1h email cart/reminder',
    four: '4h email cart/reminder',
    day: '1d email cart/reminder',
  });
});

test('a body that asks for an experiment which its spec does not name is told so', async () => {
  const run = await simulate(undeclared);
  await expect(run.finish()).rejects.toThrow('list it in experiments [JOURNEY_EXPERIMENT]');
});

test('an awaited event is kept from the first moment of the run', async () => {
  const run = await simulate(delivered, {
    gate: () => ({ outcome: 'accepted', messageId: 'm', takes: '10 seconds' }),
  });
  await run.emit(orderDelivered, order);
  await run.finish();
  expect(run.schedule()).toEqual(['0s email cart/reminder', '10s email cart/reassurance']);
});

test('an event delivered twice counts once', async () => {
  const run = await simulate(delivered);
  await run.emit(orderDelivered, { ...order, eventId: 'e1' });
  await run.emit(orderDelivered, { ...order, eventId: 'e1' });
  await run.advance('1 day');
  await run.emit(orderDelivered, { ...order, eventId: 'e2' });
  await run.finish();
  expect(run.schedule()).toEqual(['0s email cart/reminder', '0s email cart/reassurance', '1d email cart/offer']);
});

test('an event that does not come ends the wait at its timeout', async () => {
  const run = await simulate(impatient);
  await run.finish();
  expect(run.schedule()).toEqual(['3d email cart/reminder']);
});

test('an event that arrives with the timeout comes first', async () => {
  const run = await simulate(impatient);
  await run.advance('3 days', { firing: false });
  await run.emit(orderPlaced, order);
  await run.finish();
  expect(run.schedule()).toEqual(['3d email cart/reassurance']);
});

test('R18 a changed calendar shortens a wait for an event too', async () => {
  const run = await simulate(impatient);
  await run.advance('2 hours');
  await run.replan({ calendar: [{ from: toInstant(monday), to: toInstant(monday + 100 * hour), mode: 'event' }] });
  await run.finish();
  expect(run.schedule()).toEqual(['1d email cart/reminder']);
  expect(run.timers()).toEqual([]);
});

test('a wait that an event ends leaves no timer behind', async () => {
  const run = await simulate(impatient);
  await run.advance('1 hour');
  await run.emit(orderPlaced, order);
  expect(run.timers()).toEqual([]);
  expect(run.closed()).toMatchObject({ status: 'completed' });
});

test('until is an instant, and one that is past does not wait', async () => {
  const run = await simulate(appointment);
  await run.finish();
  expect(run.schedule()).toEqual(['3d 23h email cart/reminder', '3d 23h sms cart/reminder']);
});

test('a send may be of another purpose and expire earlier than its journey says', async () => {
  const run = await simulate(appointment);
  await run.finish();
  expect(run.attempts[0]).toMatchObject({
    purpose: 'transactional',
    dueAt: '2026-11-27T08:00:00.000Z',
    expiresAt: '2026-11-27T10:00:00.000Z',
  });
  expect(run.attempts[1]).toMatchObject({ purpose: 'marketing', expiresAt: '2026-11-28T08:00:00.000Z' });
});

test('a step is the n-th send of its template on its channel', async () => {
  let left = 3;
  const run = await simulate(repeated, {
    gate: () =>
      (left -= 1) > 0 ? { outcome: 'accepted', messageId: 'm' } : { outcome: 'withheld', reason: 'suppressed' },
  });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 2, withheld: 1 });
  expect(run.attempts.map(({ step }) => step)).toEqual(['cart/reminder#1', 'cart/reminder#2', 'cart/reminder#3']);
});

test('an unknown outcome is neither sent nor withheld', async () => {
  const run = await simulate(repeated, { gate: () => ({ outcome: 'unknown' }) });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 0, withheld: 0 });
  expect(run.sinkCalls[0]?.steps).toEqual([
    { step: 'cart/reminder#1', channel: 'email', purpose: 'marketing', outcome: 'unknown' },
  ]);
});

test('an arm of weight 0 is never taken; the others follow the customer', async () => {
  const all = await Promise.all(Array.from({ length: 40 }, (_, n) => offersOf(`c${n}`)));
  expect(new Set(all.map(([never]) => never))).toEqual(new Set(['none']));
  expect(new Set(all.map(([, even]) => even))).toEqual(new Set(['none', 'cartTen']));
  expect(await offersOf('c7')).toEqual(all[7]);
});

test('a body that swallows its end starts no step after it', async () => {
  const run = await simulate(stubborn);
  await run.emit(ticketOpened, { ticketId: 'ticket-1' as TicketId });
  expect(run.closed()).toMatchObject({ result: { outcome: 'exited', reason: 'ticket.opened', sent: 0, withheld: 0 } });
  expect(run.attempts).toEqual([]);
});

test('trap 2: an exit ends waits of plain Temporal as well', async () => {
  const run = await simulate(tidy);
  await run.emit(orderPlaced, order);
  expect(run.closed()).toMatchObject({ result: { outcome: 'exited', reason: 'order.placed' } });
});

test("an author's mistake fails the run once, with name, fact and remedy", async () => {
  const run = await simulate(broken);
  const failure = await run.finish().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({ type: 'JOURNEY_BODY', nonRetryable: true });
  expect((failure as Error).message).toBe(
    "broken: its body threw TypeError: Cannot read properties of undefined (reading 'deeply'); " +
      'correct the journey, deploy it, then reset the run in Temporal',
  );
  expect(run.sinkCalls).toMatchObject([{ outcome: 'failed', sent: 1 }]);
});

test('a run started by hand without its input says what to do', async () => {
  const run = await simulate(broken, { input: { run: undefined } as unknown as Partial<RunInput> });
  await expect(run.finish()).rejects.toThrow('post the event to the api, which starts runs');
});

test('the guard against endless loops stops a journey that never waits', async () => {
  const sandbox = await openSandbox({ ...(await workflowBundle(fixtures)), guardMillis: 200 });
  await expect(simulateIn(sandbox, endless)).rejects.toThrow('Script execution timed out');
  await sandbox.close();
});
