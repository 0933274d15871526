import { and, asc, desc, eq, gt, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { SuppressionReason } from '../../domain/suppression.ts';
import type { Queries } from '../client.ts';
import { notLifted } from '../customers/suppressions.ts';
import type { Cursor } from '../pages/cursor.ts';
import { suppressions } from '../schema/index.ts';

/** Which suppressions are asked for: of those that hold at `now`. */
export interface SuppressionFilter {
  readonly store: StoreId;
  readonly now: Date;
  readonly reason?: SuppressionReason | undefined;
  readonly channel?: Channel | undefined;
  readonly address?: string | undefined;
  readonly before?: Cursor | undefined;
}

/** Tells a row from others of its instant without naming the address: cursors stand in addresses of pages. */
const rowId = sql<string>`md5(concat_ws(' ', ${suppressions.channel}, ${suppressions.address}, ${suppressions.reason}, ${suppressions.purpose}, ${suppressions.list}))::uuid`;

const shown = {
  channel: suppressions.channel,
  address: suppressions.address,
  reason: suppressions.reason,
  purpose: suppressions.purpose,
  list: suppressions.list,
  at: suppressions.at,
  until: suppressions.until,
};

const holding = ({ store, now, reason, channel, address }: SuppressionFilter): SQL | undefined =>
  and(
    eq(suppressions.storeId, store),
    notLifted,
    or(isNull(suppressions.until), gt(suppressions.until, now)),
    reason && eq(suppressions.reason, reason),
    channel && eq(suppressions.channel, channel),
    address === undefined ? undefined : eq(suppressions.address, address),
  );

/** A page of suppressions, newest first. */
export const listSuppressions = async (db: Queries, filter: SuppressionFilter, limit: number) => {
  const { before } = filter;
  return db
    .select({ id: rowId, ...shown })
    .from(suppressions)
    .where(
      and(
        holding(filter),
        before && sql`(${suppressions.at}, ${rowId}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`,
      ),
    )
    .orderBy(desc(suppressions.at), desc(rowId))
    .limit(limit);
};

export type ListedSuppression = Awaited<ReturnType<typeof listSuppressions>>[number];

/** How many suppressions hold, by reason. */
export const countSuppressions = async (db: Queries, store: StoreId, now: Date) =>
  db
    .select({ reason: suppressions.reason, count: sql<number>`count(*)::int` })
    .from(suppressions)
    .where(holding({ store, now }))
    .groupBy(suppressions.reason);

/** Every suppression that holds, in the order of their addresses; a page at a time. */
export async function* eachSuppression(db: Queries, store: StoreId, now: Date) {
  const order = [
    suppressions.channel,
    suppressions.address,
    suppressions.reason,
    suppressions.purpose,
    suppressions.list,
  ] as const;
  let after: SQL | undefined;
  for (;;) {
    const page = await db
      .select(shown)
      .from(suppressions)
      .where(and(holding({ store, now }), after))
      .orderBy(...order.map((column) => asc(column)))
      .limit(pageSize);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = sql`(${sql.join([...order], sql`, `)}) > (${last.channel}, ${last.address}, ${last.reason}, ${last.purpose}, ${last.list})`;
  }
}

const pageSize = 1_000;
