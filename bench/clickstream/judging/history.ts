import type { AnsweredEvent, Evidence } from './evidence.ts';

export interface Purchase {
  readonly customer: string;
  readonly cart: string | undefined;
  readonly occurredAt: number;
  readonly answeredAt: number;
}

export interface CartHistory {
  readonly cart: string;
  readonly customer: string;
  /** Cart and checkout events, in order of occurrence: each would start or prolong a follow-up. */
  readonly touches: readonly AnsweredEvent[];
}

/** What the answered events say about people, carts and purchases. */
export interface History {
  /** The customer known under an address. */
  readonly customerOf: ReadonlyMap<string, string>;
  readonly purchases: ReadonlyMap<string, readonly Purchase[]>;
  readonly carts: ReadonlyMap<string, CartHistory>;
  readonly cartsOf: ReadonlyMap<string, readonly CartHistory[]>;
  /** Consent acts of each customer, in order of occurrence. */
  readonly consents: ReadonlyMap<string, readonly AnsweredEvent[]>;
}

/** Only what was accepted counts: an event that was told again is counted at its first answer. */
export const historyOf = ({ events }: Evidence): History => {
  const accepted = events
    .filter(({ fate }) => fate === 'applied' || fate === 'ignored' || fate === 'duplicate')
    .toSorted((a, b) => a.occurredAt - b.occurredAt);
  const customerOf = new Map(
    accepted.flatMap(({ email, customer }) => (email && customer ? [[email, customer] as const] : [])),
  );
  const purchases = accepted.flatMap(({ type, customer = '', cart, occurredAt, answeredAt }) =>
    type === 'order.placed' ? [{ customer, cart, occurredAt, answeredAt }] : [],
  );
  const touches = accepted.filter(({ type }) => type === 'cart.updated' || type === 'checkout.started');
  const carts = new Map(
    [...grouped(touches, ({ cart = '' }) => cart)].map(([cart, own]) => [
      cart,
      { cart, customer: own[0]!.customer ?? '', touches: own },
    ]),
  );
  return {
    customerOf,
    purchases: grouped(purchases, ({ customer }) => customer),
    carts,
    cartsOf: grouped([...carts.values()], ({ customer }) => customer),
    consents: grouped(
      accepted.filter(({ type }) => type === 'customer.consent_changed'),
      ({ customer = '' }) => customer,
    ),
  };
};

/** `items` by key, in their order. */
export const grouped = <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};
