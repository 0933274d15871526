import ms from 'ms';

/** A length of time as people write it: `'1 hour'`, `'15 minutes'`, `'7 days'`. A day is 24 hours. */
export type Duration = ms.StringValue;

/** @throws RangeError when `duration` cannot be read. */
export const durationMillis = (duration: Duration): number => {
  const millis = ms(duration);
  if (typeof millis !== 'number' || Number.isNaN(millis)) {
    throw new RangeError(`"${duration}" is not a duration; write for example '15 minutes' or '7 days'`);
  }
  return millis;
};
