import { holdCode, isRedeemedBy, readCode, redeemCodes } from '../../db/offers/redeem.ts';
import { orderId as orderIdOf } from '../../db/ids.ts';
import { findPerson, type PersonReference } from '../../db/personal-data/person.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { codeFate } from './code-fate.ts';
import type { OfferDeps } from './deps.ts';

interface Use {
  readonly store: StoreRow;
  readonly code: string;
  /** The store's own id of the order. */
  readonly orderId: string;
  readonly customer?: PersonReference | undefined;
}

/** Uses a code for an order, if it holds and is the customer's; undefined when there is no such code (R274). */
export const redeemByHand = async ({ db, clock }: OfferDeps, use: Use) => {
  const { store, code, customer } = use;
  const order = orderIdOf(store.id, use.orderId);
  const person = customer && (await findPerson(db, store.id, customer));
  return db.transaction(async (queries) => {
    const rows = await readCode(queries, store.id, code);
    const mine = rows.find((row) => person !== undefined && row.customerId === person);
    const found = mine ?? rows[0];
    if (!found) return undefined;
    const row = (await holdCode(queries, found.id))!;
    if (await isRedeemedBy(queries, row.id, order)) return { outcome: 'redeemed' as const, row };
    const now = clock.now();
    const fate = codeFate(row, now);
    if (fate === 'redeemed') return { outcome: 'used' as const };
    if (fate !== 'valid') return { outcome: fate };
    if (customer && row.source !== 'fixed' && row.customerId !== person) return { outcome: 'of_another' as const };
    const user = person ?? row.customerId;
    await redeemCodes(queries, {
      store: store.id,
      order,
      codes: [code],
      customers: user ? [user] : [],
      at: new Date(now),
    });
    return { outcome: 'redeemed' as const, row };
  });
};
