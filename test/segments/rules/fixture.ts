import { dayMillis } from '../../../domain/civil/day.ts';
import { defaultSegments } from '../../../domain/policy/segments.ts';
import { defaultValue } from '../../../domain/policy/value.ts';
import { segmentContext, type SegmentLines } from '../../../domain/segments/context.ts';
import { evaluateSegments } from '../../../domain/segments/evaluate.ts';
import type { OrdersOfCustomer, SegmentFacts } from '../../../domain/segments/facts.ts';
import { segmentRules } from '../../../domain/segments/index.ts';
import type { AnySegment } from '../../../domain/segments/names.ts';

/** A civil day, `2026-03-01`. */
export const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
export const paris = 'Europe/Paris';

/** Noon in Paris, in June. */
export const now = Date.UTC(2026, 5, 10, 10);
export const today = day('2026-06-10');
export const daysAgo = (days: number): number => now - days * dayMillis;

const lines: SegmentLines = {
  policy: defaultSegments,
  value: defaultValue,
  cycleDays: 60,
  cuts: {
    yearSpend: { enter: 30_000, stay: 20_000 },
    lifetimeValue: { enter: 25_000, stay: 18_000 },
    discounts: { enter: 1.4, stay: 1.2 },
    gapLogMean: Math.log(60),
  },
};

/** Somebody whom the shop has known for a year and who did nothing, with what a case changes. */
export const somebody = (changes: Partial<SegmentFacts> = {}): SegmentFacts => ({
  orders: { days: 0, amount: 0, yearAmount: 0, gaps: { count: 0, logSum: 0 } },
  signals: {},
  contacts: {},
  knownSince: daysAgo(365),
  subscribed: {},
  advocacy: { reviews: 0 },
  ...changes,
});

/** Orders on so many days, so many days apart, the last so many days before today; 40.00 each. */
export const bought = (days: number, lastDaysAgo: number, apart = 30, each = 4_000): Pick<SegmentFacts, 'orders'> => {
  const last = today - lastDaysAgo * dayMillis;
  const inYear = Array.from({ length: days }, (_, index) => lastDaysAgo + index * apart).filter((ago) => ago < 365);
  const orders: OrdersOfCustomer = {
    days,
    first: last - (days - 1) * apart * dayMillis,
    last,
    amount: days * each,
    yearAmount: inYear.length * each,
    gaps: { count: days - 1, logSum: (days - 1) * Math.log(apart) },
  };
  return { orders };
};

interface When {
  readonly at?: number;
  readonly zone?: string;
  readonly before?: readonly AnySegment[];
  readonly lines?: Partial<SegmentLines>;
}

/** What somebody is at an instant, noon of today in Paris unless it says otherwise. */
export const judged = (
  facts: SegmentFacts,
  { at = now, zone = paris, before = [], lines: changed }: When = {},
): ReturnType<typeof evaluateSegments> =>
  evaluateSegments(segmentRules, facts, segmentContext({ ...lines, ...changed }, at, zone), before);

export const isIn = (segment: AnySegment, facts: SegmentFacts, when?: When): boolean =>
  judged(facts, when).segments.includes(segment);
