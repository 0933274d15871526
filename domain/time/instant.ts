/** An instant in UTC as ISO 8601 (`2026-11-22T09:00:00.000Z`): what payloads and people read. */
export type Instant = string;

/** Milliseconds since 1970-01-01T00:00:00Z: what rules compute with. */
export type Millis = number;

export const toInstant = (millis: Millis): Instant => new Date(millis).toISOString();

/** @throws RangeError when `instant` is not a date. */
export const toMillis = (instant: Instant): Millis => {
  const millis = Date.parse(instant);
  if (Number.isNaN(millis)) throw new RangeError(`"${instant}" is not an instant; write ISO 8601 in UTC`);
  return millis;
};
