import { lockCustomers } from '../../db/customers/customers.ts';
import { eventUuid } from '../../db/ids.ts';
import { markAllRouted, markRouted, takeCrossing } from '../../db/scoring/crossings.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { IntakeDeps } from '../intake/received.ts';
import { isUsed } from '../intake/open-journeys.ts';
import { withRetries } from '../intake/retries.ts';
import type { RoutedEvent } from '../route/routing.ts';
import { tellOne } from './tell-one.ts';

/** What became of a look for crossings. */
export interface RoutedCrossing {
  /** False: there was none. */
  readonly found: boolean;
  /** True when Temporal has something to be told. */
  readonly told: boolean;
}

/**
 * Tells the journeys of one crossing of a score, in one transaction: what it starts and ends is written down together with
 * the note that it was told, so that each is told once.
 */
export const routeCrossing = async (deps: IntakeDeps): Promise<RoutedCrossing> => {
  const { db, specs, clock } = deps;
  if (!isUsed(specs, 'score.entered') && !isUsed(specs, 'score.left')) {
    await markAllRouted(db, new Date(clock.now()));
    return { found: false, told: false };
  }
  return withRetries(async () =>
    db.transaction(async (queries) => {
      const crossing = await takeCrossing(queries);
      if (!crossing) return { found: false, told: false };
      const now = clock.now();
      await markRouted(queries, crossing.id, new Date(now));
      const [customer] = await lockCustomers(queries, [crossing.customerId]);
      const store = await readStore(queries, crossing.storeId);
      if (!customer || customer.erasedAt || customer.mergedInto || !store) return { found: true, told: false };
      const type = crossing.way === 'entered' ? ('score.entered' as const) : ('score.left' as const);
      const at = crossing.at.getTime();
      const routed: RoutedEvent = { type, ids: { watch: crossing.watch }, at, customer: customer.id };
      const eventId = eventUuid(store.id, `crossing/${crossing.id}`);
      return { found: true, told: await tellOne(deps, queries, { store, routed, eventId, now }) };
    }),
  );
};
