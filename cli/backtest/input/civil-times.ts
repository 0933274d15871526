import { DateTime } from 'luxon';
import type { Millis } from '../../../domain/time/instant.ts';

const written = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?$/;

/**
 * Reads times without a zone, `2024-01-07 21:49:45`, as those of one place. An hour that exists twice is its first; one
 * that does not exist is the next one. Zones change at full hours: each hour is looked up once.
 *
 * @throws RangeError when it is no such time.
 */
export const civilTimes = (zone: string): ((text: string) => Millis) => {
  const hours = new Map<string, Millis>();
  return (text) => {
    const [, day, hour, minute = '0', second = '0', fraction = '0'] = written.exec(text.trim()) ?? [];
    if (day === undefined) throw new RangeError(`"${text}" is not a time such as 2024-01-07 21:49:45`);
    const name = `${day}T${hour}`;
    const start = hours.get(name) ?? DateTime.fromISO(`${name}:00:00`, { zone }).toMillis();
    if (Number.isNaN(start)) throw new RangeError(`"${text}" is not a time that exists`);
    hours.set(name, start);
    return start + Number(minute) * 60_000 + Number(second) * 1_000 + Number(fraction.padEnd(3, '0'));
  };
};
