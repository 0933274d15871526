import type { StoreRow } from '../../db/shop/stores.ts';
import type { StoreEventType } from '../../domain/events.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** One line of a file under its header. */
export interface Row {
  /** Where it begins; the header is line 1. */
  readonly line: number;
  /** By column; empty ones are left out. */
  readonly cells: Readonly<Partial<Record<string, string>>>;
}

/** The rows that make one thing: an order has one for each of its lines, all else has one. */
export type Rows = readonly [Row, ...Row[]];

/** An event made from rows, as a store would have posted it. */
export interface FileEvent {
  readonly type: StoreEventType;
  readonly occurredAt: Instant;
  /** The column that says when it happened. */
  readonly occurredIn: string;
  readonly customer?: object;
  readonly data: object;
  /** What makes it the same event when the file is read again; its id is made from it. */
  readonly identity: readonly string[];
}

/** What one kind of file holds. */
export interface Kind {
  /** Where the content of each column goes in the event; `*` is a row's place among those of its thing. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns without which the file makes no sense. */
  readonly required: readonly string[];
  /** Columns of which the file has at least one. */
  readonly someOf?: readonly string[];
  /** Columns that begin so are taken as they are. */
  readonly prefix?: string;
  /** Rows that follow each other with the same value in this column make one thing. */
  readonly groupBy?: string;
  /** What to do when the event was told before with other contents. */
  readonly conflict: string;
  /** @throws CellError */
  toEvents(rows: Rows, store: Pick<StoreRow, 'timezone' | 'currency'>): readonly FileEvent[];
}

/** When something happened that the file gives no date of: whatever is known is newer. */
export const unknownDate: Instant = '2000-01-01T00:00:00.000Z';
