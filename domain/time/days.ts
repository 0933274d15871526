import { type Instant, toInstant, toMillis } from './instant.ts';

const day = 86_400_000;

/** The instant so many days of 24 hours after another; `days` as a trigger carries them, in digits. */
export const daysAfter = (instant: Instant, days: string): Instant => toInstant(toMillis(instant) + Number(days) * day);

/** The instant so many hours after another; `hours` as a trigger carries them, in digits. */
export const hoursAfter = (instant: Instant, hours: string): Instant =>
  toInstant(toMillis(instant) + Number(hours) * 3_600_000);

/** Whole days between two instants in milliseconds. */
export const daysBetween = (from: number, to: number): number => (to - from) / day;
