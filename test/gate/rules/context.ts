import type { CartId, CustomerId, RunId } from '../../../domain/ids.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import type { LineFacts, ProductsOfMessage } from '../../../domain/rules/facts/products.ts';
import type { ProductId } from '../../../domain/ids.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';

export const now = Date.UTC(2026, 5, 10, 12);
export const hour = 3_600_000;
export const cart = (id: string, updatedAt = now - hour) => ({
  id: id as CartId,
  state: 'open' as const,
  lines: 2,
  updatedAt,
});

/** A product that nothing is wrong with, in a cart, with what a case changes. */
export const line = (id: string, changes: Partial<LineFacts> = {}): LineFacts => ({
  id: id as ProductId,
  known: true,
  titles: ['en'],
  image: { secure: true },
  linkHost: 'shop.example',
  price: 2_000,
  currency: 'EUR',
  stock: 12,
  describedAt: now - 2 * hour,
  pricedAt: now - 2 * hour,
  stockedAt: now - 2 * hour,
  quantity: 1,
  cartPrice: 2_000,
  ...changes,
});

/** The products of a message in English, with what a case changes. */
export const products = (
  lines: readonly LineFacts[],
  changes: Partial<ProductsOfMessage> = {},
): { readonly products: ProductsOfMessage } => ({
  products: {
    language: 'en',
    currency: 'EUR',
    storeHost: 'shop.example',
    stockToldAt: now - 2 * hour,
    cartPricedAt: now - hour,
    lines,
    candidates: [],
    ...changes,
  },
});

/** Facts that let a cart message pass, with what a case changes. */
export const context = (changes: Partial<RuleContext> = {}): RuleContext => ({
  now,
  tolerance: 1_000,
  calendar: [],
  policy: defaultPolicy,
  step: {
    journey: 'cartAbandonment',
    name: 'cart/reminder#1',
    purpose: 'marketing',
    rank: 'cart',
    channel: 'email',
    dueAt: now - 1,
    expiresAt: now + hour,
  },
  buyer: { count: 0, total: 0, value: 'low', segments: ['prospect'] },
  recipient: { zone: 'Europe/Paris', zoneFrom: 'store', country: 'FR', region: null, spread: 0.5 },
  pressure: { sent: [], pending: [], held: false },
  engagement: {},
  run: { id: 'run' as RunId, state: 'open', startedAt: now - hour, touchedAt: now - hour },
  cart: cart('b'),
  openCarts: [cart('b')],
  consents: [{ state: 'granted', at: now - hour, list: '', proven: true }],
  about: { categories: [] },
  contacts: { last: { cart: now - hour }, knownSince: now - hour },
  ...products([line('one'), line('two')]),
  customer: { erased: false },
  address: { known: true },
  suppressions: [],
  switches: { store: 'on', journey: 'on', allowlisted: false, pauses: [], place: 0.25, lookEvery: 600_000 },
  holdout: { unit: 'customer' as CustomerId },
  ...changes,
});

/** The step with what a case changes. */
export const step = (changes: Partial<RuleContext['step']>): Partial<RuleContext> => ({
  step: { ...context().step, ...changes },
});
