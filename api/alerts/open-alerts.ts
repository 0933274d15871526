import { openAlert } from '../../db/alerts/alerts.ts';
import { readPrices } from '../../db/alerts/prices.ts';
import type { Queries } from '../../db/client.ts';
import { readSection } from '../../db/policies/section.ts';
import type { ProductRow } from '../../db/shop/products.ts';
import { alertEvents } from '../../domain/alerts/alert.ts';
import { fell, happened } from '../../domain/alerts/happened.ts';
import { priorPrice } from '../../domain/alerts/prior-price.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { isAnyAwake, startedBy } from '../intake/derive.ts';

/** What happened longer ago is told nobody any more, in milliseconds. */
export const oldestAlert = 3 * 86_400_000;

interface Changed {
  readonly before: ProductRow;
  readonly after: ProductRow;
  readonly at: Date;
  readonly now: Date;
}

/**
 * Writes down what a change of the catalogue is worth telling: one row, in the change's own transaction, however many
 * customers it concerns. They are told afterwards, batch by batch.
 */
export const openAlerts = async (
  queries: Queries,
  specs: readonly JourneySpec[],
  { before, after, at, now }: Changed,
): Promise<void> => {
  const concerned = startedBy(specs, Object.values(alertEvents));
  const isCheaper = fell(before, after);
  if (concerned.length === 0 || (!isCheaper && before.stock === after.stock)) return;
  if (now.getTime() - at.getTime() > oldestAlert) return;
  const { storeId, id: productId } = after;
  const [policy, prices] = await Promise.all([
    readSection(queries, storeId, 'alerts', now),
    isCheaper ? readPrices(queries, productId) : [],
  ]);
  for (const kind of happened(before, after, policy, priorPrice(prices))) {
    if (!(await isAnyAwake(queries, startedBy(concerned, [alertEvents[kind]]), storeId))) continue;
    await openAlert(queries, { storeId, productId, kind, at }, now);
  }
};
