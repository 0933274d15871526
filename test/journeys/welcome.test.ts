import { describe, expect, test } from 'vitest';
import { toInstant } from '../../domain/time/instant.ts';
import { type SignUpWay, signUpWays } from '../../domain/sign-up.ts';
import { orderPlaced } from '../../workflows/core/events.ts';
import { welcome } from '../../workflows/welcome.ts';
import { firstOrder } from '../../workflows/first-order.ts';
import { monday, season } from '../../cli/simulator/schedule.ts';
import type { SimulationOptions } from '../../cli/simulator/simulate.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const simulate = (via: string, options: SimulationOptions = {}) =>
  simulator(welcome, { ...options, input: { event: { via: via as SignUpWay }, subject: '', ...options.input } });

const day = 86_400_000;
const order = { orderId: 'order-1' as never };

test('R1 R5 the whole welcome: five messages in nine days, the first at once, and two after a month', async () => {
  const run = await simulate('newsletter');
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 7, withheld: 0 });
  expect(run.schedule()).toEqual([
    '0s email welcome/newsletter',
    '2d email welcome/brand',
    '4d email welcome/best-sellers',
    '7d email welcome/reviews',
    '9d email welcome/gift',
    '30d email welcome/advice',
    '36d email welcome/goodbye',
  ]);
});

describe('R1 a store chooses three, four or five messages', () => {
  const later = { advice: null, goodbye: null };
  test.for([
    [3, { brand: null, bestSellers: null, gift: '8 days' as const, ...later }],
    [4, { bestSellers: null, ...later }],
    [5, later],
  ] as const)(
    '%i of them: the first at once, the last between day 7 and day 10, nothing after',
    async ([count, own]) => {
      const run = await simulate('newsletter', { input: { plan: { calendar: [], cadence: own } } });
      expect(await run.finish()).toEqual({ outcome: 'completed', sent: count, withheld: 0 });
      expect(run.attempts[0]!.after).toBe(0);
      const last = run.attempts.at(-1)!.after / day;
      expect(last).toBeGreaterThanOrEqual(7);
      expect(last).toBeLessThanOrEqual(10);
    },
  );
});

test('R78 times that the store changes hold for whoever has not been written to yet, and what was said stays said once', async () => {
  const run = await simulate('newsletter');
  await run.advance('3 days');
  const cadence = { brand: '1 day', bestSellers: '5 days', reviews: null } as const;
  await run.replan({ calendar: [], cadence });
  await run.finish();
  expect(run.schedule().slice(0, 4)).toEqual([
    '0s email welcome/newsletter',
    '2d email welcome/brand',
    '5d email welcome/best-sellers',
    '9d email welcome/gift',
  ]);
  const later = await simulate('newsletter', { input: { plan: { calendar: [], cadence } } });
  await later.finish();
  expect(later.schedule().slice(1, 3)).toEqual(['1d email welcome/brand', '5d email welcome/best-sellers']);
});

test('R78 steps that a shorter cadence puts into the past keep their distance: no two come at once', async () => {
  const run = await simulate('newsletter');
  await run.advance('3 days');
  const cadence = { bestSellers: '60 hours', reviews: '65 hours', gift: '70 hours', advice: '5 days' } as const;
  await run.replan({ calendar: [], cadence });
  await run.finish();
  expect(run.schedule()).toEqual([
    '0s email welcome/newsletter',
    '2d email welcome/brand',
    '3d email welcome/best-sellers',
    '3d 5h email welcome/reviews',
    '3d 10h email welcome/gift',
    '5d email welcome/advice',
    '36d email welcome/goodbye',
  ]);
});

test('a step that is left out, or whose run ends, while it keeps its distance does not come', async () => {
  const cadence = { bestSellers: '60 hours', reviews: '65 hours' } as const;
  const begin = async () => {
    const run = await simulate('newsletter');
    await run.advance('3 days');
    await run.replan({ calendar: [], cadence });
    await run.advance('1 hour');
    return run;
  };
  const without = await begin();
  await without.replan({ calendar: [], cadence: { ...cadence, reviews: null } });
  await without.finish();
  expect(without.schedule().slice(2, 4)).toEqual(['3d email welcome/best-sellers', '9d email welcome/gift']);
  const bought = await begin();
  await bought.emit(orderPlaced, order);
  expect(await bought.finish()).toEqual({ outcome: 'exited', reason: 'order.placed', sent: 3, withheld: 0 });
});

const firstOf = async (via: string) => {
  const run = await simulate(via);
  return run.attempts[0]!.template;
};

test('R2 each way of signing up has a first message of its own, and an unknown one has the newsletter’s', async () => {
  expect(await Promise.all(signUpWays.map(firstOf))).toEqual(signUpWays.map((way) => `welcome/${way}`));
  expect(await firstOf('fax')).toBe('welcome/newsletter');
});

test('who came by a promise gets it at once: the first message of a pop-up names its offer', async () => {
  const run = await simulate('popup');
  expect(run.attempts[0]!.props['offer']).toBe('welcomeGift');
  await run.finish();
  expect(run.attempts.filter(({ props }) => props['offer']).map(({ template }) => template)).toEqual([
    'welcome/popup',
    'welcome/gift',
  ]);
});

test('R5 who buys on day 29 gets nothing of the second sequence, who does not gets it on day 30', async () => {
  const bought = await simulate('newsletter');
  await bought.advance('29 days');
  await bought.emit(orderPlaced, order);
  expect(await bought.finish()).toEqual({ outcome: 'exited', reason: 'order.placed', sent: 5, withheld: 0 });

  const still = await simulate('newsletter');
  await still.advance('30 days');
  expect(still.attempts.at(-1)!.template).toBe('welcome/advice');
});

test('a message that cannot go out in time is not sent late: each is of use for a day', async () => {
  const run = await simulate('newsletter', {
    gate: (input, now) =>
      input.template === 'welcome/gift'
        ? { outcome: 'retry', until: toInstant(now + day / 2) }
        : { outcome: 'accepted', messageId: 'm' },
  });
  await run.finish();
  const gifts = run.attempts.filter(({ template }) => template === 'welcome/gift');
  expect(gifts.at(-1)!.after).toBeLessThanOrEqual(10 * day + 60_000);
  expect(gifts[0]!.expiresAt).toBe(toInstant(monday + 10 * day));
});

const firstBuyer = async (calendar: ReturnType<typeof season>) =>
  simulator(firstOrder, {
    input: {
      event: { orderId: 'order-1', quietDays: '60', deliveryDays: '6' } as never,
      subject: '',
      plan: { calendar },
    },
  });

test('R7 R8 R163 R169 who bought for the first time during an event is introduced to the shop once it is over, without an offer', async () => {
  const run = await firstBuyer(season('event', -day, 5 * day));
  await run.finish();
  expect(run.schedule()).toEqual([
    '5d email first-order/story',
    '9d email first-order/range',
    '13d email first-order/community',
  ]);
  expect(run.attempts.every(({ props }) => props['offer'] === undefined)).toBe(true);
});

test('R7 R163 of an event that ends the same day it begins on the next one', async () => {
  const run = await firstBuyer(season('dday', -day, day / 4));
  await run.finish();
  expect(run.schedule()[0]).toBe('1d email first-order/story');
});

test('R9 a second order is what it is for, and ends it', async () => {
  const run = await firstBuyer(season('event', -day, 5 * day));
  await run.advance('6 days');
  await run.emit(orderPlaced, order);
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: 'order.placed', sent: 1, withheld: 0 });
});
