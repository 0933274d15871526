import type { RecordedAcceptance } from '../cast/acceptance.ts';
import type { AcknowledgedEvent } from '../shop/shop-event.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './verdict.ts';

/** `cart/reminder#1` of `<run>/cart/reminder#1/email`. */
const stepOf = (key: string): string => key.split('/').slice(1, -1).join('/');

/** More than one acceptance of a key, or of one step about one cart to one recipient under whatever keys. */
export const duplicateAcceptances = ({ acceptances }: Evidence): readonly Finding[] => [
  ...repeated(acceptances, 'key', ({ key }) => key),
  ...repeated(
    acceptances.filter(({ cart }) => cart !== undefined),
    'recipient, cart and step',
    ({ to, cart, key }) => `${to} ${cart} ${stepOf(key)}`,
    // One key is counted above.
    ({ key }) => key,
  ),
];

const repeated = (
  acceptances: readonly RecordedAcceptance[],
  of: string,
  identity: (acceptance: RecordedAcceptance) => string,
  distinct?: (acceptance: RecordedAcceptance) => string,
): readonly Finding[] => {
  const seen = new Map<string, Set<string>>();
  const findings: Finding[] = [];
  for (const [index, acceptance] of acceptances.entries()) {
    const name = identity(acceptance);
    const before = seen.get(name) ?? new Set();
    const own = distinct?.(acceptance) ?? String(index);
    if (before.size > 0 && !before.has(own)) {
      findings.push({ at: acceptance.acceptedAt, what: `accepted again by ${of}: ${name}` });
    }
    seen.set(name, before.add(own));
  }
  return findings;
};

/**
 * Accepted about a cart of a customer whose order was answered with 2xx before the message was claimed. A cart
 * touched after the order is another occasion and may be followed up.
 */
export const sendsAfterPurchase = (
  { acceptances, acknowledged }: Evidence,
  toStore: (real: number) => number,
): readonly Finding[] => {
  const orders = ordersByEmail(acknowledged);
  const touches = lastTouches(acknowledged);
  return acceptances.flatMap(({ to, cart, key, claimedAt, acceptedAt }) => {
    const claimed = Date.parse(claimedAt ?? '');
    const touched = touches.get(cart ?? '') ?? Number.NEGATIVE_INFINITY;
    const before = (orders.get(to) ?? []).find(
      (order) => toStore(order.answeredAt) < claimed && touched <= Date.parse(order.occurredAt),
    );
    if (!before) return [];
    const late = Math.round(claimed - toStore(before.answeredAt));
    return [
      { at: acceptedAt, what: `${key} was claimed ${late} ms of the store after the 202 of order ${before.orderId}` },
    ];
  });
};

const ordersByEmail = (acknowledged: readonly AcknowledgedEvent[]): ReadonlyMap<string, AcknowledgedEvent[]> => {
  const orders = new Map<string, AcknowledgedEvent[]>();
  for (const event of acknowledged) {
    const { email } = event.customer;
    if (event.type === 'order.placed' && email) orders.set(email, [...(orders.get(email) ?? []), event]);
  }
  return orders;
};

const lastTouches = (acknowledged: readonly AcknowledgedEvent[]): ReadonlyMap<string, number> => {
  const touches = new Map<string, number>();
  for (const { type, cartId, occurredAt } of acknowledged) {
    if (cartId === undefined || (type !== 'cart.updated' && type !== 'checkout.started')) continue;
    touches.set(cartId, Math.max(touches.get(cartId) ?? 0, Date.parse(occurredAt)));
  }
  return touches;
};
