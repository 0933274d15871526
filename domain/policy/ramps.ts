import type { Duration } from '../time/duration.ts';

/** How a sending domain that mailbox providers do not know yet gets from nothing to its full volume. */
export interface RampPolicy {
  /** The domain of the From; each provider that sends for it has a warm-up of its own. */
  readonly domain: string;
  /** Messages a day, day by day of sending: one of the published ones, or the store's own. After the last there is no limit. */
  readonly schedule: 'slow' | 'fast' | readonly number[];
}

/** Who goes first while a day's messages are few (R204). */
export interface RampRules {
  /** Up to this day of sending only who did something lately is written to. */
  readonly activeWithin: readonly { readonly untilDay: number; readonly within: Duration }[];
  /** What share of each day is kept for the engaged and the valuable, in percent. */
  readonly keptForBest: number;
  /** After so many days without a message each further one takes the ramp a day back. */
  readonly silentDays: number;
  /** Above these rates of the last 24 hours, in percent, the next day has the same allowance. */
  readonly holdAt: { readonly bounces: number; readonly complaints: number };
}

/** Published: requirements 4.8. The days between the last two figures have the former. */
export const rampSchedules: Readonly<Record<'slow' | 'fast', readonly number[]>> = {
  slow: [
    50, 50, 100, 100, 250, 250, 500, 500, 1_000, 1_000, 2_500, 2_500, 5_000, 5_000, 10_000, 10_000, 10_000, 25_000,
    25_000, 25_000, 25_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000,
  ],
  fast: [
    200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 50_000, 75_000, 100_000, 150_000, 200_000, 250_000, 325_000,
    400_000, 500_000, 600_000, 750_000, 1_000_000, 1_250_000, 1_750_000, 1_750_000, 1_750_000, 1_750_000, 1_750_000,
    1_750_000, 7_500_000,
  ],
};

/** Active within 30 days in two weeks, 60 in four, 90 in six; held above 2 % of bounces or 0.1 % of complaints. */
export const defaultRampRules: RampRules = {
  activeWithin: [
    { untilDay: 14, within: '30 days' },
    { untilDay: 28, within: '60 days' },
    { untilDay: 42, within: '90 days' },
  ],
  keptForBest: 30,
  silentDays: 7,
  holdAt: { bounces: 2, complaints: 0.1 },
};

export const scheduleOf = ({ schedule }: RampPolicy): readonly number[] =>
  typeof schedule === 'string' ? rampSchedules[schedule] : schedule;
