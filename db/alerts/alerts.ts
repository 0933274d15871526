import { and, asc, eq, lte, ne, sql } from 'drizzle-orm';
import type { AlertKind } from '../../domain/alerts/alert.ts';
import type { ProductId, StoreId } from '../../domain/ids.ts';
import { alertId } from '../ids.ts';
import type { Queries } from '../client.ts';
import { productAlerts } from '../schema/index.ts';

export type AlertRow = typeof productAlerts.$inferSelect;

/** Opens an alert, and closes an older one of the kind: of one product only the newest is told. */
export const openAlert = async (
  queries: Queries,
  about: { readonly storeId: StoreId; readonly productId: ProductId; readonly kind: AlertKind; readonly at: Date },
  notBefore: Date,
): Promise<void> => {
  const { storeId, productId, kind, at } = about;
  const id = alertId(storeId, productId, kind, at);
  await queries
    .insert(productAlerts)
    .values({ ...about, id, state: 'open', place: { part: kind === 'low-stock' ? 'others' : 'asked' }, notBefore })
    .onConflictDoNothing();
  await queries
    .update(productAlerts)
    .set({ state: 'over', closedAt: notBefore })
    .where(
      and(
        eq(productAlerts.productId, productId),
        eq(productAlerts.kind, kind),
        eq(productAlerts.state, 'open'),
        ne(productAlerts.id, id),
      ),
    );
};

/** An alert whose next customers are due, kept locked: whoever else looks meanwhile gets another one. */
export const takeAlert = async (queries: Queries, now: Date): Promise<AlertRow | undefined> =>
  (
    await queries
      .select()
      .from(productAlerts)
      .where(and(eq(productAlerts.state, 'open'), lte(productAlerts.notBefore, now)))
      .orderBy(asc(productAlerts.notBefore))
      .limit(1)
      .for('update', { skipLocked: true })
  )[0];

/** When the next customers of any alert are due; undefined: no alert is open. */
export const readNextAlert = async (queries: Queries): Promise<Date | undefined> =>
  (
    await queries
      .select({ at: productAlerts.notBefore })
      .from(productAlerts)
      .where(eq(productAlerts.state, 'open'))
      .orderBy(asc(productAlerts.notBefore))
      .limit(1)
  )[0]?.at;

export const moveAlert = async (
  queries: Queries,
  { id }: AlertRow,
  { told, ...to }: Pick<AlertRow, 'place' | 'notBefore' | 'told'>,
): Promise<void> => {
  await queries
    .update(productAlerts)
    .set({ ...to, told: sql`${productAlerts.told} + ${told}` })
    .where(eq(productAlerts.id, id));
};

export const closeAlert = async (
  queries: Queries,
  { id }: AlertRow,
  end: { readonly state: 'told' | 'over'; readonly told: number; readonly at: Date },
): Promise<void> => {
  await queries
    .update(productAlerts)
    .set({ state: end.state, told: sql`${productAlerts.told} + ${end.told}`, closedAt: end.at })
    .where(eq(productAlerts.id, id));
};
