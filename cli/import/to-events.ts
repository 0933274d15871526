import { readEvent } from '../../api/events/read-event.ts';
import type { Received } from '../../api/intake/received.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { eventIdOf } from './event-id.ts';
import type { FileEvent, Kind, Rows } from './kind.ts';
import { CellError, type Problem } from './problem.ts';

/** A thing's events, all valid, or everything that is wrong with it. */
export type Events =
  | { readonly received: readonly Received[]; readonly problems?: never }
  | { readonly received?: never; readonly problems: readonly Problem[] };

/** Makes the events of a thing and validates them as if they were posted; `now` is the store's time. */
export const toEvents = (rows: Rows, kind: Kind, store: StoreRow, now: Millis): Events => {
  let events: readonly FileEvent[];
  try {
    events = kind.toEvents(rows, store);
  } catch (error) {
    if (error instanceof CellError) return { problems: [error.problem] };
    throw error;
  }
  const problems: Problem[] = [];
  const received: Received[] = [];
  for (const event of events) {
    const reading = readEvent(asPosted(event), now);
    if (reading.ok) received.push(reading.received);
    else problems.push(...reading.flaws.map(({ field, problem }) => locate(field, problem, event, rows, kind)));
  }
  return problems.length > 0 ? { problems: problems.filter(isFirstOfItsKind) } : { received };
};

/** Through JSON: what the file leaves out is left out, as in a request. */
const asPosted = (event: FileEvent): unknown => {
  const { type, occurredAt, customer, data } = event;
  return JSON.parse(JSON.stringify({ id: eventIdOf(event), type, occurredAt, customer, data }));
};

/** Where in the file a field of the event comes from. */
const locate = (field: string, why: string, event: FileEvent, rows: Rows, kind: Kind): Problem => {
  if (field === 'customer') return { line: rows[0].line, why: `name the customer: ${kind.someOf?.join(', ')}` };
  const place = /\.lines\.(\d+)\./.exec(field)?.[1];
  const path = place === undefined ? field : field.replace(`.lines.${place}.`, '.lines.*.');
  const column = field === 'occurredAt' ? event.occurredIn : columnOf(path, kind);
  if (column === undefined) return { line: rows[0].line, column: path, why };
  const row = place === undefined ? rows.find(({ cells }) => cells[column] !== undefined) : rows[Number(place)];
  const { line, cells } = row ?? rows[0];
  return { line, column, why: cells[column] === undefined ? 'is empty' : why };
};

const columnOf = (path: string, { columns, prefix }: Kind): string | undefined => {
  const names = Object.keys(columns);
  const proof = prefix === undefined ? undefined : /^data\.proof\.(.+)$/.exec(path)?.[1];
  return (
    names.find((name) => columns[name] === path) ??
    // `data.total` is missing as a whole: its amount is.
    names.find((name) => columns[name]!.startsWith(`${path}.`)) ??
    (proof === undefined ? undefined : `${prefix}${proof}`)
  );
};

/** An order's two events share their customer, and so its flaws. */
const isFirstOfItsKind = (one: Problem, index: number, all: readonly Problem[]): boolean =>
  all.findIndex(({ line, column, why }) => line === one.line && column === one.column && why === one.why) === index;
