import type { Millis } from '../time/instant.ts';
import { instantsOf } from './day.ts';

const minute = 60_000;

/**
 * When the clocks of `zone` show `text`, `2026-11-27T20:00` as a browser's field of date and time writes it; the first
 * of the two where an hour is shown twice. Undefined where it cannot be read, or is in the hour that is skipped.
 */
export const readCivilTime = (text: string, zone: string): Millis | undefined => {
  const read = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::00(?:\.0+)?)?$/u.exec(text.trim());
  const day = Date.parse(`${read?.[1]}T00:00:00Z`);
  if (!read || Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== read[1]) return undefined;
  const from = (Number(read[2]) * 60 + Number(read[3])) * minute;
  return instantsOf(day, { from, to: from + minute }, zone)[0]?.from;
};
