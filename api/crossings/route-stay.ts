import { lockCustomers } from '../../db/customers/customers.ts';
import { eventUuid } from '../../db/ids.ts';
import { markAllTold, markTold, takeUntold } from '../../db/segments/told.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { IntakeDeps } from '../intake/received.ts';
import { isUsed } from '../intake/open-journeys.ts';
import { withRetries } from '../intake/retries.ts';
import type { RoutedEvent } from '../route/routing.ts';
import type { RoutedCrossing } from './route-crossing.ts';
import { tellOne } from './tell-one.ts';

/**
 * Tells the journeys of one entry into a segment, or of one exit, in one transaction: what it starts and ends is written
 * down together with the note that it was told, so that each is told once, and an entry before its exit.
 */
export const routeStay = async (deps: IntakeDeps): Promise<RoutedCrossing> => {
  const { db, specs, clock } = deps;
  if (!isUsed(specs, 'segment.entered') && !isUsed(specs, 'segment.left')) {
    await markAllTold(db, new Date(clock.now()));
    return { found: false, told: false };
  }
  return withRetries(async () =>
    db.transaction(async (queries) => {
      const stay = await takeUntold(queries);
      if (!stay) return { found: false, told: false };
      const now = clock.now();
      const enters = stay.enteredToldAt === null;
      await markTold(queries, stay, new Date(now));
      const [customer] = await lockCustomers(queries, [stay.customerId]);
      const store = await readStore(queries, stay.storeId);
      if (!customer || customer.erasedAt || customer.mergedInto || !store) return { found: true, told: false };
      const routed: RoutedEvent = {
        type: enters ? 'segment.entered' : 'segment.left',
        ids: { segment: stay.segment },
        at: (enters ? stay.enteredAt : stay.leftAt!).getTime(),
        customer: customer.id,
      };
      const eventId = eventUuid(store.id, `stay/${stay.id}/${enters ? 'entered' : 'left'}`);
      return { found: true, told: await tellOne(deps, queries, { store, routed, eventId, now }) };
    }),
  );
};
