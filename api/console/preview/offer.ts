import { offerView } from '../../../activities/templates/cart/from-facts.ts';
import type { CartView, OfferView } from '../../../activities/templates/view.ts';
import type { Database } from '../../../db/client.ts';
import { readStorePolicy } from '../../../db/policies/policies.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import { expiryOf } from '../../../domain/civil/offer-expiry.ts';
import { chooseOffer } from '../../../domain/offers/choose.ts';
import { termsOf } from '../../../domain/offers/terms.ts';
import type { CodeSource } from '../../../domain/policy/offers.ts';
import { type OrderHistory, valueFromOrders } from '../../../domain/segments/value.ts';
import type { Millis } from '../../../domain/time/instant.ts';

/** The offer whose policy a preview asks; the cart's only one. */
const asked = 'cartTen';

export const sampleOffer: OfferView = { gives: { kind: 'percent', percent: 10 }, code: 'MERCI10' };

/** The offer that the store's policy grants to this basket and customer, with a code that nobody gets. */
export const previewOffer = async (
  db: Database,
  { cart, orders }: { readonly cart: CartView['cart']; readonly orders: OrderHistory },
  { store, now }: { readonly store: StoreRow; readonly now: Millis },
): Promise<OfferView | undefined> => {
  const { policy } = await readStorePolicy(db, store.id, new Date(now));
  const { currency, timezone } = store;
  const choice = chooseOffer({
    now,
    policy,
    buyer: { ...orders, ...valueFromOrders(orders, policy.value, now) },
    offer: {
      asked,
      basket: cart.total.currency === currency ? cart.total.amount : null,
      currency,
      codes: [],
      found: {},
    },
  });
  const offer = choice.kind === 'new' ? policy.offers.byId[choice.offer] : undefined;
  if (!offer) return undefined;
  const expiresAt = new Date(expiryOf(offer.validity, now, timezone));
  return offerView({ code: sampleCode(offer.codes), terms: termsOf(offer), expiresAt }, currency);
};

const sampleCode = (codes: CodeSource): string => {
  if (codes.from === 'fixed') return codes.code;
  return codes.from === 'generated' ? `${codes.prefix}SAMPLE` : 'SAMPLE';
};
