import type { EventType } from '../../../domain/events.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Locale } from '../../../domain/templates.ts';
import type { Instant, Millis } from '../../../domain/time/instant.ts';
import type { SeasonCalendar } from '../../../domain/time/season.ts';

/** An event as a store posts it to `POST /v1/events`; what its data may hold is in docs/events.md. */
export interface ToldEvent {
  /** The store's own: the same one twice is the same event. */
  readonly id: string;
  readonly type: EventType;
  readonly occurredAt: Instant;
  readonly customer?: {
    readonly id?: string;
    readonly email?: string;
    readonly phone?: string;
    readonly anonymousId?: string;
  };
  readonly data: Readonly<Record<string, unknown>>;
}

/** One line of an export, by the names of its columns. */
export type Row = Readonly<Record<string, string>>;

/** What of the shop the export does not say. */
export interface ShopOfMapping {
  readonly timezone: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly locale: Locale;
  /** Sections of its policy; what a run is given with `--policy` wins. */
  readonly policy?: Partial<Policy>;
  /** When it was in which mode of the season; that of `--calendar` wins. */
  readonly calendar?: SeasonCalendar;
}

/**
 * How an export of some other system is read as the events of a store. A shop copies `clickstream.ts` of the folder
 * `mappings`, changes it, and names it with `--mapping`.
 */
export interface Mapping {
  /** A file that has all of these columns is read with this mapping. */
  readonly columns: readonly string[];
  readonly shop: ShopOfMapping;
  /** When the row happened. */
  readonly at: (row: Row) => Millis;
  /** What the shop tells before the first row, such as its catalogue. */
  readonly before?: (at: Instant) => readonly ToldEvent[];
  /**
   * Begins to read a file. What it returns is given the rows in order of time, with their line in the file (the header
   * is line 1), and gives the events that happen at that instant.
   */
  readonly open: () => (row: Row, at: Millis, line: number) => readonly ToldEvent[];
}
