import { DateTime } from 'luxon';
import type { Instant } from '../../../domain/time/instant.ts';
import type { Row } from '../kind.ts';
import { CellError } from '../problem.ts';

const written = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|[+-]\d\d:?\d\d)?)?$/;

/**
 * A cell's date, undefined when it is empty: ISO 8601 as people and exports write it. Without a zone it is
 * the store's time, without a time the first moment of the day.
 *
 * @throws CellError
 */
export const instantOf = (row: Row, column: string, timezone: string): Instant | undefined => {
  const text = row.cells[column];
  if (text === undefined) return undefined;
  const [, date, time = '00:00', zone = ''] = written.exec(text) ?? [];
  const at = DateTime.fromISO(`${date ?? ''}T${time}${zone.replace('UTC', 'Z')}`, { zone: timezone }).toUTC();
  if (at.isValid) return at.toISO();
  throw new CellError(
    row.line,
    column,
    `"${text.slice(0, 60)}" is not a date; write ISO 8601, for example 2026-11-22T09:00:00Z or 2026-11-22`,
  );
};

/** @throws CellError when the cell is empty or no date. */
export const requiredInstantOf = (row: Row, column: string, timezone: string): Instant => {
  const at = instantOf(row, column, timezone);
  if (at === undefined) throw new CellError(row.line, column, 'is empty');
  return at;
};
