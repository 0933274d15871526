import { type CivilDay, civilTime, dayMillis, instantsOf } from '../civil/day.ts';
import type { SegmentsPolicy } from '../policy/segments.ts';
import type { ValuePolicy } from '../policy/value.ts';
import type { Millis } from '../time/instant.ts';
import type { SegmentCuts } from './cuts.ts';

/** As of when, and by which lines, segments are judged. */
export interface SegmentContext {
  readonly now: Millis;
  /** The civil day of `now` where the shop is. */
  readonly today: CivilDay;
  /** When a civil day begins where the shop is. */
  readonly startOf: (day: CivilDay) => Millis;
  readonly policy: SegmentsPolicy;
  readonly value: ValuePolicy;
  /** The shop's usual days between two orders. */
  readonly cycleDays: number;
  readonly cuts: SegmentCuts;
}

/** What a shop's lines are, whatever the instant. */
export type SegmentLines = Pick<SegmentContext, 'policy' | 'value' | 'cycleDays' | 'cuts'>;

/** The context at an instant in the shop's zone (IANA name). */
export const segmentContext = (lines: SegmentLines, now: Millis, zone: string): SegmentContext => {
  const starts = new Map<CivilDay, Millis>();
  return {
    ...lines,
    now,
    today: civilTime(now, zone).day,
    startOf: (day) => {
      const known = starts.get(day);
      if (known !== undefined) return known;
      const begins = instantsOf(day, { from: 0, to: dayMillis }, zone)[0]!.from;
      starts.set(day, begins);
      return begins;
    },
  };
};

/** Whole civil days from a day until today. */
export const daysSince = (day: CivilDay, { today }: Pick<SegmentContext, 'today'>): number => (today - day) / dayMillis;

/** Whether an instant is less than so many civil days ago: from the beginning of the first of them, which counts. */
export const isWithin = (at: Millis | undefined, days: number, { today, startOf }: SegmentContext): boolean =>
  at !== undefined && at >= startOf(today - (days - 1) * dayMillis);
