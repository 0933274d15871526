import { expect, test } from 'vitest';
import type { RunId } from '../../../domain/ids.ts';
import type { Rank } from '../../../domain/journey.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { SentMessage } from '../../../domain/rules/facts/pressure.ts';
import { firstRefusal, judge } from '../../../domain/rules/judge.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import type { SeasonCalendar } from '../../../domain/time/season.ts';
import { context, hour } from '../rules/context.ts';

const day = 24 * hour;
/** The French summer sales of 2026: the first day, then four weeks. */
const opening = Date.UTC(2026, 5, 24, 6);
const calendar: SeasonCalendar = [
  { from: toInstant(opening), to: toInstant(opening + day), mode: 'dday' },
  { from: toInstant(opening + day), to: toInstant(opening + 28 * day), mode: 'event' },
];
const campaigns: readonly Rank[] = ['replenishment', 'win-back', 'newsletter'];

/** Everything that a shop would like to send somebody from a week before the sales to two weeks after: three a day. */
const playSale = (buyer: RuleContext['buyer'], reactsTo: (message: number) => boolean): readonly number[] => {
  const sent: SentMessage[] = [];
  let reactedAt: number | undefined;
  for (let at = opening - 7 * day; at < opening + 42 * day; at += day) {
    for (const [index, rank] of campaigns.entries()) {
      const now = at + (2 + index * 3) * hour;
      const facts = context({
        now,
        calendar,
        buyer,
        contacts: { ...context().contacts, knownSince: now - day },
        engagement: reactedAt === undefined ? {} : { reactedAt },
        run: { ...context().run, id: `${rank} ${at}` as RunId, touchedAt: now - hour },
        step: { ...context().step, rank, journey: rank, dueAt: now, expiresAt: now + hour },
        pressure: { ...context().pressure, sent },
      });
      const { cart: _cart, products: _products, ...about } = facts;
      if (firstRefusal(judge(about))) continue;
      sent.unshift({ at: now, channel: 'email', purpose: 'marketing', rank, journey: rank, run: about.run.id });
      if (reactsTo(sent.length)) reactedAt = now + hour / 2;
    }
  }
  return sent.map((message) => message.at).toReversed();
};

const busiest = (sent: readonly number[], span: number): number =>
  Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + span).length));

test('R188 a customer who is mostly inactive is not flooded in the sales; who answers gets more of them', () => {
  const lastAt = opening - 300 * day;
  const inactive = playSale(
    { count: 1, total: 4_000, lastAt, value: 'low', segments: ['first-time', 'dormant'] },
    () => false,
  );
  const active = playSale(
    { count: 6, total: 90_000, lastAt: opening - 20 * day, value: 'high', segments: ['vip'] },
    (message) => message % 2 === 0,
  );
  const duringSale = (sent: readonly number[]) => sent.filter((at) => at >= opening && at < opening + 28 * day).length;
  expect(busiest(inactive, 7 * day)).toBeLessThanOrEqual(3);
  expect(busiest(inactive, day)).toBe(1);
  // Four unanswered ones, then one a week.
  expect(duringSale(inactive)).toBeLessThanOrEqual(5);
  expect(duringSale(inactive)).toBeGreaterThan(0);
  // The sixth place is for what the customer began.
  expect(busiest(active, 7 * day)).toBe(5);
  expect(duringSale(active)).toBeGreaterThan(3 * duringSale(inactive));
});
