import type { OrderLine, PurchaseDay } from './order-line.ts';

/** A store's order log as the models count it. */
export interface PurchaseLog {
  /** Of each customer the days with a purchase, in order. */
  readonly customers: ReadonlyMap<string, readonly PurchaseDay[]>;
  /** Lines that were not counted, and why. */
  readonly leftOut: {
    readonly later: number;
    /** In a currency that has no rate. */
    readonly otherCurrency: number;
    /** Money given back to somebody for whom no purchase is known. */
    readonly refunds: number;
  };
}

export interface Reading {
  /** The last day that counts, as `OrderLine.day`. */
  readonly until: number;
  /** The store's currency. */
  readonly currency: string;
  /** Of other currencies: what one minor unit is worth in the store's. */
  readonly rates?: Readonly<Record<string, number>>;
}

/**
 * Days with a purchase from order lines in any order. Orders of one day are one purchase. What is given back lowers the
 * purchase that it belongs to: that of its order; without an order, that of its day, else the customer's latest before.
 * A purchase of which all was given back never was one; one that cost nothing from the start is.
 */
export const purchaseDays = (lines: Iterable<OrderLine>, { until, currency, rates = {} }: Reading): PurchaseLog => {
  const leftOut = { later: 0, otherCurrency: 0, refunds: 0 };
  const customers = new Map<string, OrderLine[]>();
  for (const line of lines) {
    const rate = line.currency === currency ? 1 : rates[line.currency];
    if (line.day > until) leftOut.later += 1;
    else if (rate === undefined) leftOut.otherCurrency += 1;
    else push(customers, line.customer, rate === 1 ? line : { ...line, amount: Math.round(line.amount * rate) });
  }
  const counted = new Map<string, readonly PurchaseDay[]>();
  for (const [customer, own] of customers) {
    const { days, refunds } = daysOf(own);
    leftOut.refunds += refunds;
    if (days.length > 0) counted.set(customer, days);
  }
  return { customers: counted, leftOut };
};

interface Purchase {
  readonly day: number;
  paid: number;
  back: number;
}

const daysOf = (lines: readonly OrderLine[]): { readonly days: readonly PurchaseDay[]; readonly refunds: number } => {
  const { purchases, loose } = ordersOf(lines);
  let refunds = 0;
  for (const { day, amount } of loose) {
    let left = -amount;
    const earlier = purchases.filter((one) => one.day <= day).toSorted((a, b) => b.day - a.day);
    for (const one of earlier) {
      const taken = Math.min(left, Math.max(0, one.paid - one.back));
      one.back += taken;
      left -= taken;
    }
    if (left > 0) refunds += 1;
  }
  const days = new Map<number, number>();
  for (const { day, paid, back } of purchases) {
    if (back > 0 && paid <= back) continue;
    days.set(day, (days.get(day) ?? 0) + paid - back);
  }
  return { days: [...days].map(([day, amount]) => ({ day, amount })).toSorted((a, b) => a.day - b.day), refunds };
};

/** Lines of one order stand on the day of its first; what only gives back, and names no order, is loose. */
const ordersOf = (lines: readonly OrderLine[]) => {
  const orders = new Map<string, OrderLine[]>();
  const purchases: Purchase[] = [];
  const loose: OrderLine[] = [];
  for (const line of lines) {
    if (line.order !== undefined) push(orders, line.order, line);
    else if (line.amount < 0) loose.push(line);
    else purchases.push({ day: line.day, paid: line.amount, back: 0 });
  }
  for (const own of orders.values()) {
    const bought = own.filter(({ amount }) => amount >= 0);
    if (bought.length === 0) {
      loose.push(...own);
      continue;
    }
    const paid = total(bought);
    purchases.push({ day: Math.min(...bought.map(({ day }) => day)), paid, back: paid - total(own) });
  }
  return { purchases, loose: loose.toSorted((a, b) => a.day - b.day) };
};

const total = (lines: readonly OrderLine[]): number => lines.reduce((sum, { amount }) => sum + amount, 0);

const push = <Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void => {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
};
