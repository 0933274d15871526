import { DateTime } from 'luxon';
import type { Millis } from '../time/instant.ts';

/** The last millisecond of the civil day of `at` in an IANA zone, also where the clock is changed that night. */
export const dayEnd = (at: Millis, zone: string): Millis => DateTime.fromMillis(at, { zone }).endOf('day').toMillis();
