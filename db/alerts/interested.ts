import { and, asc, eq, gt, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Interest } from '../../domain/alerts/concerns.ts';
import type { AlertKind } from '../../domain/alerts/alert.ts';
import type { CustomerId, ProductId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { customerAliases, interests } from '../schema/index.ts';
import type { AlertPlace } from '../schema/alerts.ts';

/** The column that says when somebody asked for alerts of a kind. */
const askedAt = (kind: AlertKind) => (kind === 'price-drop' ? interests.priceAskedAt : interests.stockAskedAt);

/** The next customers of an alert, and where the ones after them begin; no `next`: there are none after them. */
export interface Page {
  readonly customers: readonly CustomerId[];
  readonly next?: AlertPlace;
}

const hasAddress = sql`exists (
  select from ${customerAliases}
  where ${customerAliases.customerId} = ${interests.customerId} and ${customerAliases.kind} in ('email', 'phone'))`;

/**
 * Who may be interested in a product, from a place on: by an index, `limit` rows at most, whoever can be written to. Nobody
 * is locked yet: what holds of them has to be read again.
 */
export const readPage = async (
  queries: Queries,
  alert: { readonly productId: ProductId; readonly kind: AlertKind },
  place: AlertPlace,
  limit: number,
): Promise<Page> => {
  const rows = await (place.part === 'asked'
    ? pageOfAsked(queries, alert, place.after, limit)
    : pageOfOthers(queries, alert, place.after, limit));
  const customers = rows.flatMap(({ customer, reachable }) => (reachable ? [customer] : []));
  const last = rows.at(-1);
  if (last && rows.length === limit) return { customers, next: placeAfter(place.part, last) };
  return { customers, ...(place.part === 'asked' && { next: { part: 'others' } as const }) };
};

interface Row {
  readonly customer: CustomerId;
  readonly reachable: boolean;
  /** Exactly as the database has it. */
  readonly at: string | null;
}

const placeAfter = (part: AlertPlace['part'], { customer, at }: Row): AlertPlace =>
  part === 'asked' ? { part, after: { at: at as Instant, customer } } : { part, after: customer };

const columns = (at: SQL) => ({
  customer: interests.customerId,
  reachable: sql<boolean>`${hasAddress}`,
  at: sql<string | null>`${at}::text`,
});

const pageOfAsked = async (
  queries: Queries,
  { productId, kind }: { readonly productId: ProductId; readonly kind: AlertKind },
  after: { readonly at: Instant; readonly customer: CustomerId } | undefined,
  limit: number,
): Promise<readonly Row[]> => {
  const asked = askedAt(kind);
  return queries
    .select(columns(sql`${asked}`))
    .from(interests)
    .where(
      and(
        eq(interests.productId, productId),
        sql`${asked} is not null`,
        after && sql`(${asked}, ${interests.customerId}) > (${after.at}::timestamptz, ${after.customer}::uuid)`,
      ),
    )
    .orderBy(asc(asked), asc(interests.customerId))
    .limit(limit);
};

/** Who asked was told before; of a kind that nobody asks for, everybody is here. */
const pageOfOthers = async (
  queries: Queries,
  { productId, kind }: { readonly productId: ProductId; readonly kind: AlertKind },
  after: CustomerId | undefined,
  limit: number,
): Promise<readonly Row[]> =>
  queries
    .select(columns(sql`null`))
    .from(interests)
    .where(
      and(
        eq(interests.productId, productId),
        kind === 'low-stock' ? undefined : isNull(askedAt(kind)),
        after === undefined ? undefined : gt(interests.customerId, after),
      ),
    )
    .orderBy(asc(interests.customerId))
    .limit(limit);

/** What holds of customers who are locked. */
export const readInterested = async (
  queries: Queries,
  product: ProductId,
  customers: readonly CustomerId[],
): Promise<readonly (Interest & { readonly customer: CustomerId })[]> => {
  if (customers.length === 0) return [];
  const rows = await queries
    .select()
    .from(interests)
    .where(and(inArray(interests.customerId, [...customers]), eq(interests.productId, product)));
  return rows.map((row) => ({
    customer: row.customerId,
    visits: row.visits,
    wishedAt: row.wishedAt?.getTime() ?? null,
    cartedAt: row.cartedAt?.getTime() ?? null,
    stockAskedAt: row.stockAskedAt?.getTime() ?? null,
    priceAskedAt: row.priceAskedAt?.getTime() ?? null,
    seenPrice: row.seenPrice,
    seenCurrency: row.seenCurrency,
    toldAt: row.toldAt?.getTime() ?? null,
  }));
};

/** Notes that a run about the product began for these customers; what they asked for is answered with it. */
export const noteTold = async (
  queries: Queries,
  { productId, kind }: { readonly productId: ProductId; readonly kind: AlertKind },
  customers: readonly CustomerId[],
  at: Date,
): Promise<void> => {
  if (customers.length === 0) return;
  await queries
    .update(interests)
    .set({
      toldAt: at,
      ...(kind === 'back-in-stock' && { stockAskedAt: null }),
      ...(kind === 'price-drop' && { priceAskedAt: null }),
    })
    .where(and(inArray(interests.customerId, [...customers]), eq(interests.productId, productId)));
};
