import { and, eq, sql } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { readPolicy } from '../policies/policies.ts';
import { carts, runs } from '../schema/index.ts';
import { readAddresses } from './addresses.ts';
import { readBase } from './base.ts';
import { readCodes } from './offers.ts';
import { readRamps } from './ramps.ts';
import { readReceived } from './deliverability.ts';
import { readConfirmation } from './confirmation.ts';
import { readConsents } from './consents.ts';
import { readContacts } from './contacts.ts';
import { readOrderHistory } from './order-history.ts';
import { readPressure } from './pressure.ts';
import { ownerOfRun, readAlternatives, readCartProducts, readStockToldAt } from './products.ts';
import { readSwitches } from './switches.ts';
import type { FactsRequest } from './request.ts';
import { readSmsSpend } from './sms-spend.ts';
import { readNoticedSales } from './sales.ts';

export type GateFacts = NonNullable<Awaited<ReturnType<typeof readFacts>>>;

/**
 * Everything that the gate decides and renders from; undefined when the run does not exist. The run's own
 * row names the customer: a merge may have moved it since the run began. Under the customer's lock, the
 * lock must be a statement of its own before this one: a statement reads the snapshot of its beginning.
 */
export const readFacts = async (db: Queries, request: FactsRequest) => {
  // Sent together: one round trip on a transaction's connection.
  const [
    [base],
    addresses,
    openCarts,
    products,
    alternatives,
    stockToldAt,
    orders,
    pressure,
    policy,
    consents,
    sales,
    contacts,
    switches,
    codes,
    confirmation,
    deliverability,
    ramps,
    smsSpend,
  ] = await Promise.all([
    readBase(db, request),
    readAddresses(db, request),
    readOpenCarts(db, request),
    request.cart ? readCartProducts(db, request.cart) : [],
    request.cart ? readAlternatives(db, { cart: request.cart, customer: ownerOfRun(request.run) }) : [],
    request.cart ? readStockToldAt(db, request) : undefined,
    readOrderHistory(db, request),
    readPressure(db, request),
    readPolicy(db, request),
    readConsents(db, request),
    readNoticedSales(db, request),
    readContacts(db, request),
    readSwitches(db, request),
    readCodes(db, request),
    request.confirmation ? readConfirmation(db, request) : undefined,
    readReceived(db, request),
    readRamps(db, request),
    readSmsSpend(db, request),
  ]);
  if (!base || !switches) return undefined;
  const { cart, ...known } = base;
  return {
    ...known,
    cart: cart ?? undefined,
    addresses: confirmation ? firstOf(addresses, confirmation.address) : addresses,
    openCarts,
    products,
    alternatives,
    stockToldAt,
    orders,
    ...pressure,
    policy,
    consents,
    sales,
    contacts,
    switches,
    codes,
    confirmation,
    deliverability,
    ramps,
    smsSpend,
  };
};

/** The address that signed up before the others: that is where its confirmation goes. */
const firstOf = <Address extends { readonly value: string }>(addresses: readonly Address[], value: string) =>
  addresses.toSorted((a, b) => Number(b.value === value) - Number(a.value === value));

const readOpenCarts = async (db: Queries, { run }: FactsRequest) =>
  db
    .select({ id: carts.id, updatedAt: carts.updatedAt })
    .from(carts)
    .innerJoin(runs, eq(runs.customerId, carts.customerId))
    .where(and(eq(runs.id, run), eq(carts.state, 'open'), sql`jsonb_array_length(${carts.lines}) > 0`));
