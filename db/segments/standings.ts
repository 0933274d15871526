import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { AnySegment, SavedSegment } from '../../domain/segments/names.ts';
import type { Membership } from '../../domain/segments/evaluate.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { idsAsked, isKnown } from './facts.ts';
import { segmentStandings, segmentStarts } from '../schema/index.ts';

export type StandingRow = typeof segmentStandings.$inferSelect;

/** What is stored of customers now, without a lock: to see of whom something may be different. */
export const peekStandings = async (
  queries: Queries,
  ids: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, StandingRow>> => {
  const rows = await queries
    .select()
    .from(segmentStandings)
    .where(inArray(segmentStandings.customerId, [...ids]));
  return new Map(rows.map((row) => [row.customerId, row]));
};

/**
 * Locks what is stored of customers, in one order, and begins a row for whoever has none: two that judge the same customer
 * come one after the other, and the second finds what the first wrote. Whoever is erased or merged meanwhile gets no row.
 */
export const lockStandings = async (
  queries: Queries,
  store: StoreId,
  ids: readonly CustomerId[],
): Promise<readonly StandingRow[]> => {
  await queries.execute(sql`
    insert into ${segmentStandings} (customer_id, store_id, segments, value)
    select c.id, c.store_id, '{}', 'standard'
    from (
      select c.id, c.store_id from ${idsAsked(ids)} asked(id)
      join customers c on c.id = asked.id
      where c.store_id = ${store} and c.merged_into is null and c.erased_at is null
        and not exists (select from ${segmentStandings} known where known.customer_id = c.id)
        and ${isKnown}
      order by c.id
      for key share of c) c
    on conflict do nothing`);
  return queries
    .select()
    .from(segmentStandings)
    .where(and(eq(segmentStandings.storeId, store), inArray(segmentStandings.customerId, [...ids])))
    .orderBy(asc(segmentStandings.customerId))
    .for('update');
};

/** A customer who was judged: what they are now, and what of it is new. */
export interface Judged extends Membership, Moved {
  readonly customer: CustomerId;
  /** Of the statistics of their orders. */
  readonly version: number | null;
}

/** What a customer came into and out of. */
export interface Moved {
  /** In the order in which they are told. */
  readonly left: readonly AnySegment[];
  readonly entered: readonly AnySegment[];
  /** In them before anybody looked: nobody is told. */
  readonly found: readonly AnySegment[];
}

/** What is different of the definitions that customers are in; `until`: when time alone changes that. */
export interface JudgedSaved extends Moved {
  readonly customer: CustomerId;
  readonly saved: readonly SavedSegment[];
  readonly until?: Millis | undefined;
}

type Keep<One> = (queries: Queries, store: StoreId, judged: readonly One[], at: Date) => Promise<void>;

/** One statement writes what is `set` of each standing `s` from its row `one`, and the stays. */
const keeping =
  (set: (now: SQL) => SQL): Keep<Judged | JudgedSaved> =>
  async (queries, store, judged, at) => {
    if (judged.length === 0) return;
    const now = sql`${at.toISOString()}::timestamptz`;
    await queries.execute(sql`
    with ${givenRows(judged)}, standing as (
      update ${segmentStandings} s set ${set(now)}
      from given g where s.customer_id = g.customer
    ), ${keepStays(store, now)}`);
  };

/** Keeps what customers are, with their stays; their standings are locked. Each stay begins once and ends once. */
export const writeStandings: Keep<Judged> = keeping(
  (now) => sql`
        segments = array(select jsonb_array_elements_text(one -> 'segments')), "primary" = one ->> 'primary',
        value = one ->> 'value', evaluated_at = ${now}, statistics_version = (one ->> 'version')::int,
        until = to_timestamp((one ->> 'until')::float8 / 1000)`,
);

/** Keeps which of the store's own definitions customers are in, with their stays, once the rest of them is kept. */
export const writeSaved: Keep<JudgedSaved> = keeping(
  () => sql`
        saved = array(select jsonb_array_elements_text(one -> 'saved')),
        until = least(s.until, to_timestamp((one ->> 'until')::float8 / 1000))`,
);

const givenRows = (judged: readonly (Judged | JudgedSaved)[]): SQL => {
  const given = JSON.stringify(judged.map((one) => ({ ...one, until: one.until ?? null })));
  return sql`given as materialized (
      select (one ->> 'customer')::uuid as customer, one
      from unnest(array(select jsonb_array_elements(${given}::jsonb))) one
    )`;
};

/** The rest of a statement that was given rows with `left`, `entered` and `found`. */
const keepStays = (store: StoreId, now: SQL): SQL => sql`gone as (
      update segment_stays stay set left_at = ${now}
      from given g
      where stay.customer_id = g.customer and stay.left_at is null
        and stay.segment = any(array(select jsonb_array_elements_text(one -> 'left')))
    )
    insert into segment_stays (customer_id, store_id, segment, entered_at, entered_told_at)
    select g.customer, ${store}, stay.name, ${now}, case when stay.is_found then ${now} end
    from given g, lateral (
      select name, false as is_found from jsonb_array_elements_text(one -> 'entered') name
      union all select name, true from jsonb_array_elements_text(one -> 'found') name) stay
    order by g.customer`;

export type SegmentStart = Pick<typeof segmentStarts.$inferSelect, 'segment' | 'since' | 'version'>;

/** Since when a store's customers are judged by each segment. */
export const readStarts = async (queries: Queries, store: StoreId): Promise<readonly SegmentStart[]> =>
  queries
    .select({ segment: segmentStarts.segment, since: segmentStarts.since, version: segmentStarts.version })
    .from(segmentStarts)
    .where(eq(segmentStarts.storeId, store));

/**
 * Notes that a store's customers are judged by these segments from now on, or by another version of them; of two at once the
 * first counts.
 */
export const beginSegments = async (
  queries: Queries,
  store: StoreId,
  segments: readonly SegmentStart[],
): Promise<void> => {
  if (segments.length === 0) return;
  await queries
    .insert(segmentStarts)
    .values(segments.map((one) => ({ storeId: store, ...one })))
    .onConflictDoUpdate({
      target: [segmentStarts.storeId, segmentStarts.segment],
      set: { since: sql`excluded.since`, version: sql`excluded.version` },
      setWhere: sql`${segmentStarts.version} < excluded.version`,
    });
};
