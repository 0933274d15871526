import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { monday } from '../../cli/simulator/schedule.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { event } from '../../workflows/core/event.ts';
import { orderPlaced, productBought } from '../../workflows/core/events.ts';
import { replenishment } from '../../workflows/replenishment.ts';
import { winBack } from '../../workflows/win-back.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const away = async (quietDays: number) =>
  simulator(winBack, { input: { event: { orderId: 'order-1', quietDays: String(quietDays) } as never, subject: '' } });

test.for([35, 90, 180])('R57 R65 a customer for whom %i days are long hears nothing before them', async (days) => {
  const run = await away(days);
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 3, withheld: 0 });
  expect(run.schedule()).toEqual([
    `${days}d email win-back/news`,
    `${days + 10}d email win-back/advice`,
    `${days + 21}d sms win-back/gift`,
  ]);
});

test('R57 each message asks for the hours in which the customer most probably looks', async () => {
  const run = await away(60);
  await run.finish();
  expect(run.attempts.map(({ hour }) => hour)).toEqual(['best', 'best', 'best']);
});

test('R58 value comes first: only the last of three messages names an offer', async () => {
  const run = await away(60);
  await run.finish();
  expect(run.attempts.map(({ props }) => props['offer'])).toEqual([undefined, undefined, 'winBackGift']);
});

test('R64 who is not worth a text message, or answers e-mails, gets the last one by e-mail', async () => {
  const run = await simulator(winBack, {
    input: { event: { orderId: 'order-1', quietDays: '60' } as never, subject: '' },
    gate: ({ channel }) =>
      channel === 'sms' ? { outcome: 'withheld', reason: 'not_worth_sms' } : { outcome: 'accepted', messageId: 'm' },
  });
  await run.finish();
  expect(run.schedule().at(-1)).toBe('81d email win-back/gift');
});

test('R61 an order after the first message ends it: what follows is the order’s own journey', async () => {
  const run = await away(60);
  await run.advance('65 days');
  await run.emit(orderPlaced, { orderId: 'order-2' as never });
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: 'order.placed', sent: 1, withheld: 0 });
});

const lasting = async (days: number) =>
  simulator(replenishment, {
    input: { event: { orderId: 'order-1', productId: 'serum', lastsDays: String(days) } as never, subject: 'serum' },
  });

test.for([
  [30, 23, 28, 35],
  [45, 38, 43, 50],
  [60, 53, 58, 65],
])(
  'R37 R38 R39 R40 what lasts %i days is reminded of on days %i, %i and, by text message, %i',
  async ([days, ...on]) => {
    const run = await lasting(days!);
    await run.finish();
    expect(run.schedule()).toEqual([
      `${on[0]}d email replenishment/soon`,
      `${on[1]}d email replenishment/pack`,
      `${on[2]}d sms replenishment/last`,
    ]);
  },
);

test('R39 a standard customer gets no text message: the gate withholds it, and nothing takes its place', async () => {
  const run = await simulator(replenishment, {
    input: { event: { orderId: 'order-1', productId: 'serum', lastsDays: '30' } as never, subject: 'serum' },
    gate: ({ channel }) =>
      channel === 'sms' ? { outcome: 'withheld', reason: 'not_worth_sms' } : { outcome: 'accepted', messageId: 'm' },
  });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 2, withheld: 1 });
});

test('R39 only the second message names an offer, for loyalty', async () => {
  const run = await lasting(30);
  await run.finish();
  expect(run.attempts.map(({ props }) => props['offer'])).toEqual([undefined, 'loyaltyPack', undefined]);
});

test.for(['order.returned', 'order.cancelled', 'product.bought'] as const)(
  'R35 R41 %s ends the reminders of that purchase',
  async (name) => {
    const run = await lasting(30);
    await run.advance('25 days');
    await run.emit(event(name) as never, { orderId: 'order-1', productId: 'serum' } as never);
    expect(await run.finish()).toEqual({ outcome: 'exited', reason: name, sent: 1, withheld: 0 });
  },
);

test('R40 R41 whenever it is bought again: nothing more by the old clock, and all by the new one', async () => {
  const [hour, day] = [3_600_000, 86_400_000];
  const days = fc.integer({ min: 12, max: 90 });
  await fc.assert(
    fc.asyncProperty(days, days, fc.integer({ min: 0, max: 100 * 24 }), async (lasts, thenLasts, hours) => {
      const old = await lasting(lasts);
      await old.advance(`${hours * hour}ms`);
      const begun = old.attempts.length;
      expect(begun).toBe([lasts - 7, lasts - 2, lasts + 5].filter((due) => due * 24 <= hours).length);
      await old.emit(productBought, { productId: 'serum' } as never);
      await old.finish();
      expect(old.attempts).toHaveLength(begun);
      const event = { orderId: 'order-2', productId: 'serum', lastsDays: String(thenLasts) } as never;
      const touchedAt = toInstant(monday + hours * hour);
      const anew = await simulator(replenishment, { input: { event, subject: 'serum', episode: 2, touchedAt } });
      await anew.finish();
      expect(anew.attempts.map(({ after }) => after / day)).toEqual([thenLasts - 7, thenLasts - 2, thenLasts + 5]);
    }),
    { numRuns: 60 },
  );
});
