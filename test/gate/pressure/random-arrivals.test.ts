import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunId } from '../../../domain/ids.ts';
import type { Channel, Rank } from '../../../domain/journey.ts';
import type { Window } from '../../../domain/policy/allowance.ts';
import { type Cap, defaultCaps } from '../../../domain/policy/caps.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { allowedAt } from '../../../domain/pressure/allowed.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { SentMessage } from '../../../domain/rules/facts/pressure.ts';
import { caps } from '../../../domain/rules/pressure/caps.ts';
import type { Segment } from '../../../domain/segments/value.ts';
import { durationMillis } from '../../../domain/time/duration.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import type { SeasonCalendar } from '../../../domain/time/season.ts';
import { context, hour } from '../rules/context.ts';
import { windowOf } from './local-date.ts';

const day = 24 * hour;
const ranks: readonly Rank[] = ['cart', 'post-purchase', 'replenishment', 'win-back', 'newsletter'];
const zones = ['Europe/Paris', 'America/New_York', 'Pacific/Auckland'] as const;
// The clocks go back in Paris and New York, and forward in Auckland, within the weeks from here.
const begin = Date.UTC(2026, 8, 20);

const windows = fc.constantFrom<Window>(
  { rolling: '24 hours' },
  { rolling: '7 days' },
  { rolling: '31 days' },
  { civil: 'day' },
  { civil: 'week' },
  { civil: 'month' },
);

const anyCap = fc.record({
  channel: fc.constantFrom<Channel | 'all'>('email', 'sms', 'all'),
  ranks: fc.option(fc.subarray([...ranks], { minLength: 1 }), { nil: undefined }),
  who: fc.option(fc.constantFrom<readonly Segment[]>(['vip'], ['recurring']), { nil: undefined, freq: 2 }),
  atMost: fc.record({
    normal: fc.nat(4),
    event: fc.option(fc.nat(6), { nil: undefined }),
    back: fc.option(fc.constantFrom('2 days' as const, '9 days' as const), { nil: undefined }),
  }),
  per: windows,
});

const season: SeasonCalendar = [{ from: toInstant(begin + 9 * day), to: toInstant(begin + 20 * day), mode: 'event' }];

const arrival = fc.record({
  at: fc.integer({ min: 0, max: 50 * day }).map((millis) => begin + millis),
  channel: fc.constantFrom<Channel>('email', 'email', 'sms'),
  rank: fc.constantFrom(...ranks),
  useful: fc.integer({ min: 1, max: 72 }),
});

const seen = (
  message: { readonly at: number; readonly channel: Channel; readonly rank: Rank; readonly expiresAt: number },
  sent: readonly SentMessage[],
  policy: RuleContext['policy'],
  zone: string,
  segment: Segment,
): RuleContext =>
  context({
    now: message.at,
    buyer: { ...context().buyer, value: 'standard', segments: [segment] },
    calendar: season,
    policy,
    recipient: { ...context().recipient, zone },
    step: { ...context().step, channel: message.channel, rank: message.rank, expiresAt: message.expiresAt },
    pressure: { ...context().pressure, sent },
  });

/** How many of `sent`, the last one included, its cap counts in the window of the last one. */
const countedWithLast = (cap: Cap, sent: readonly SentMessage[], zone: string): number => {
  const last = sent.at(-1)!;
  const fits = ({ channel, rank }: SentMessage) =>
    (cap.channel === 'all' || cap.channel === channel) && (cap.ranks === undefined || cap.ranks.includes(rank));
  if (!fits(last)) return 0;
  const { per } = cap;
  const inside = (at: number) =>
    'rolling' in per
      ? last.at - at < durationMillis(per.rolling)
      : windowOf(per.civil, at, zone) === windowOf(per.civil, last.at, zone);
  return sent.filter((one) => fits(one) && inside(one.at)).length;
};

test('R180 R182 a hundred thousand random messages under random caps, rolling and civil, over both changes of the clocks and changes of segment: never one too many, and later is the first instant with room', () => {
  let decisions = 0;
  let sentAll = 0;
  fc.assert(
    fc.property(
      fc.array(anyCap, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...zones),
      fc.array(arrival, { minLength: 60, maxLength: 110 }),
      fc.array(fc.nat(50), { maxLength: 6 }),
      (drawn, zone, arrivals, changes) => {
        // Becomes a VIP and is one no more, in the middle of any week.
        const segmentAt = (at: number): Segment =>
          changes.filter((days) => begin + days * day <= at).length % 2 === 0 ? 'recurring' : 'vip';
        const list: readonly Cap[] = drawn.map((one, index) => ({ id: `cap-${index}`, purpose: 'marketing', ...one }));
        const policy = { ...defaultPolicy, caps: { caps: list, passiveAfter: 50 } };
        const sent: SentMessage[] = [];
        const queue = arrivals.map(({ useful, ...one }) => ({ ...one, expiresAt: one.at + useful * hour }));
        while (queue.length > 0) {
          queue.sort((a, b) => b.at - a.at);
          const message = queue.pop()!;
          decisions += 1;
          const { at, channel, rank } = message;
          const segment = segmentAt(at);
          const judged = (when: number) => caps.judge(seen({ ...message, at: when }, sent, policy, zone, segment)).says;
          const verdict = caps.judge(seen(message, sent, policy, zone, segment));
          if (verdict.says === 'later') {
            expect(verdict.at).toBeGreaterThan(at);
            expect(verdict.at).toBeLessThanOrEqual(message.expiresAt);
            expect(judged(verdict.at)).toBe('pass');
            expect(judged(Math.max(at, verdict.at - 1))).not.toBe('pass');
            queue.push({ ...message, at: verdict.at });
          }
          if (verdict.says !== 'pass') continue;
          sent.push({ at, channel, rank, purpose: 'marketing', journey: rank, run: `${sent.length}` as RunId });
          for (const cap of list.filter(({ who }) => who === undefined || who.includes(segment))) {
            expect(countedWithLast(cap, sent, zone)).toBeLessThanOrEqual(allowedAt(cap.atMost, at, season));
          }
        }
        sentAll += sent.length;
      },
    ),
    { numRuns: 1_400 },
  );
  console.log(`${decisions} decisions, ${sentAll} messages sent`);
  expect(decisions).toBeGreaterThan(100_000);
  expect(sentAll).toBeGreaterThan(1_000);
}, 240_000);

test('R80 after the season the caps come back to normal little by little', () => {
  const calendar: SeasonCalendar = [{ from: toInstant(begin), to: toInstant(begin + 10 * day), mode: 'event' }];
  const { atMost } = defaultCaps.caps.find(({ id }) => id === 'email-week')!;
  const daily = (from: number) =>
    Array.from({ length: 8 }, (_, index) => allowedAt(atMost, begin + (from + index) * day, calendar));
  expect(daily(-4)).toEqual([4, 4, 4, 4, 6, 6, 6, 6]);
  expect(daily(9)).toEqual([6, 6, 6, 5, 5, 5, 4, 4]);
  fc.assert(
    fc.property(
      fc.record({ normal: fc.nat(9), event: fc.nat(20), back: fc.constantFrom('1 day' as const, '12 days' as const) }),
      (allowance) => {
        const after = Array.from({ length: 24 * 15 }, (_, index) =>
          allowedAt(allowance, begin + 10 * day + index * hour, calendar),
        );
        expect(after.at(-1)).toBe(allowance.normal);
        // Down to the normal number, never up and down again, never below.
        expect(after.every((one, index) => index === 0 || one <= after[index - 1]!)).toBe(true);
        expect(after.every((one) => one >= allowance.normal)).toBe(true);
        expect(after[0]).toBe(Math.max(allowance.normal, allowance.event));
      },
    ),
  );
});
