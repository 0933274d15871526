import type { Queries } from '../client.ts';

/** A page of rows to look through, oldest first. */
export interface RetentionPage {
  /** What is older may go. */
  readonly before: Date;
  /** Where the page before ended; from the beginning if not given. */
  readonly after?: string | undefined;
  /** Rows looked at. */
  readonly limit: number;
}

export interface Swept {
  /** Rows deleted, those that hung on others included. */
  readonly deleted: number;
  /** Where to go on; undefined when nothing older is left. */
  readonly next?: string | undefined;
}

/** How one kind of rows leaves the database. */
export interface RetentionPolicy {
  /** What a person reads: `runs with their messages`. */
  readonly what: string;
  /** What becomes of the rows; absent: they are deleted. */
  readonly done?: 'emptied';
  /** Deletes what may go of one page, in one short statement; rows that somebody holds are left for the next time. */
  readonly sweep: (queries: Queries, page: RetentionPage) => Promise<Swept>;
  /** How many rows may go, without touching any. */
  readonly count: (queries: Queries, before: Date) => Promise<number>;
}
