import { durationMillis } from './time/duration.ts';
import type { Millis } from './time/instant.ts';

/** Days that come back every year for a customer (R54). */
export type OccasionKind = 'birthday' | 'first-order';

/** So long before the day its journey may begin: what a cadence can count back from. */
export const occasionLead: Millis = durationMillis('7 days');
