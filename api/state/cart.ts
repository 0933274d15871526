import type { CartRow } from '../../db/shop/carts.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { isNewer, newest } from './clock.ts';

/** What an event says of a cart. */
export type CartChange = { readonly at: number; readonly customer: CustomerId } & (
  | {
      readonly kind: 'lines' | 'checkout';
      readonly lines?: CartRow['lines'] | undefined;
      readonly currency?: string | undefined;
      readonly url?: string | undefined;
    }
  | { readonly kind: 'emptied' }
  | { readonly kind: 'ordered' }
);

export type CartState = Omit<CartRow, 'id' | 'storeId' | 'externalId'>;

export interface CartOutcome {
  readonly next: CartState;
  /** True: a newer emptying or touch was already known, so nothing can start from this. */
  readonly outdated: boolean;
}

/**
 * A cart after one more event, whatever the order in which they come: lines, address, checkout and
 * emptying each keep the newest they were told, and `ordered` stays for ever.
 */
export const reduceCart = (current: CartState | undefined, change: CartChange, currency: string): CartOutcome => {
  const at = new Date(change.at);
  const before = current ?? emptyCart(change.customer, at, currency);
  const lines = change.kind === 'lines' || change.kind === 'checkout' ? change.lines : undefined;
  const url = change.kind === 'lines' || change.kind === 'checkout' ? change.url : undefined;
  const emptiedAt = change.kind === 'emptied' ? newest(before.emptiedAt, at) : before.emptiedAt;
  const linesAt = lines ? newest(before.linesAt, at) : before.linesAt;
  const checkoutAt = change.kind === 'checkout' ? newest(before.checkoutAt, at) : before.checkoutAt;

  const takesLines =
    lines !== undefined &&
    isNewer({ at: change.at, value: lines }, before.linesAt ? { at: +before.linesAt, value: before.lines } : undefined);
  const takesUrl =
    url !== undefined &&
    isNewer({ at: change.at, value: url }, before.urlAt ? { at: +before.urlAt, value: before.url } : undefined);
  const empty = emptiedAt !== null && (linesAt === null || emptiedAt >= linesAt);
  const ordered = before.state === 'ordered' || change.kind === 'ordered';

  const next: CartState = {
    customerId: at >= before.updatedAt ? change.customer : before.customerId,
    state: ordered ? 'ordered' : empty ? 'emptied' : 'open',
    stage: checkoutAt !== null && (emptiedAt === null || checkoutAt > emptiedAt) ? 'checkout' : 'cart',
    lines: empty ? [] : takesLines ? lines : before.lines,
    currency: takesLines && 'currency' in change && change.currency ? change.currency : before.currency,
    url: takesUrl ? url : before.url,
    linesAt,
    urlAt: url === undefined ? before.urlAt : newest(before.urlAt, at),
    checkoutAt,
    emptiedAt,
    updatedAt: newest(before.updatedAt, at),
    createdAt: at < before.createdAt ? at : before.createdAt,
  };
  return { next, outdated: isOutdated(change, next, takesLines) };
};

const isOutdated = (change: CartChange, next: CartState, takesLines: boolean): boolean => {
  if (change.kind === 'ordered') return false;
  const emptiedAt = next.emptiedAt === null ? Number.NEGATIVE_INFINITY : +next.emptiedAt;
  if (change.kind === 'emptied') return change.at < emptiedAt || (next.linesAt !== null && change.at < +next.linesAt);
  return change.at <= emptiedAt || (change.kind === 'lines' && !takesLines);
};

const emptyCart = (customerId: CustomerId, at: Date, currency: string): CartState => ({
  customerId,
  state: 'open',
  stage: 'cart',
  lines: [],
  currency,
  url: null,
  linesAt: null,
  urlAt: null,
  checkoutAt: null,
  emptiedAt: null,
  updatedAt: at,
  createdAt: at,
});
