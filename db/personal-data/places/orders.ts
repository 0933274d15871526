import { or, sql } from 'drizzle-orm';
import {
  handovers,
  loyaltyAccounts,
  newsRequests,
  occasions,
  offerCodes,
  offerRedemptions,
  orders,
  parcels,
  productPurchaseDays,
  purchaseDays,
  purchases,
  serviceCases,
} from '../../schema/index.ts';
import { of, type Place } from './place.ts';

/** Orders, what came of them and what is counted of them; and what a customer has at the shop: days, points, cases, codes. */
export const ofOrders: readonly Place[] = [
  {
    table: parcels,
    exportAs: 'parcels',
    rows: (person) => sql`${parcels.orderId} in (
      select ${orders.id} from ${orders} where ${of(orders.customerId, person)})`,
  },
  {
    table: handovers,
    exportAs: 'deliveries and pick-ups',
    inside: ['storeId'],
    rows: (person) => sql`${handovers.orderId} in (
      select ${orders.id} from ${orders} where ${of(orders.customerId, person)})`,
  },
  { table: occasions, exportAs: 'yearly days', inside: ['nextAt'], rows: (person) => of(occasions.customerId, person) },
  { table: loyaltyAccounts, exportAs: 'loyalty', rows: (person) => of(loyaltyAccounts.customerId, person) },
  {
    table: newsRequests,
    exportAs: 'categories asked for',
    inside: ['id'],
    rows: (person) => of(newsRequests.customerId, person),
  },
  { table: serviceCases, exportAs: 'service cases', rows: (person) => of(serviceCases.customerId, person) },
  {
    table: purchases,
    exportAs: undefined,
    rows: (person) =>
      or(
        of(purchases.customerId, person),
        sql`${purchases.orderId} in (select ${orders.id} from ${orders} where ${of(orders.customerId, person)})`,
      ),
  },
  {
    table: offerRedemptions,
    exportAs: 'offer redemptions',
    inside: ['codeId', 'recordedAt'],
    rows: (person) => of(offerRedemptions.customerId, person),
    // That the code was used stays: by whom and with which order does not.
    blank: () => ({ customerId: null, orderId: sql`gen_random_uuid()` }),
  },
  {
    table: offerCodes,
    exportAs: 'offer codes',
    inside: ['leasedFor', 'leasedUntil', 'spent', 'recordedAt'],
    rows: (person) => of(offerCodes.customerId, person),
    // Counted with what was given, and nobody else's: its name at the shop would tell whose it was.
    blank: () => ({ customerId: null, code: sql`'erased/' || ${offerCodes.id}`, leasedFor: null, spent: true }),
  },
  {
    table: orders,
    exportAs: 'orders',
    inside: ['countedDay', 'countedAmount'],
    rows: (person) => of(orders.customerId, person),
  },
  // Made of the orders; they go with them, and this finds that nothing stayed.
  { table: purchaseDays, exportAs: undefined, rows: (person) => of(purchaseDays.customerId, person) },
  { table: productPurchaseDays, exportAs: undefined, rows: (person) => of(productPurchaseDays.customerId, person) },
];
