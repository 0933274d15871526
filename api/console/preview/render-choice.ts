import { cartView, offerView } from '../../../activities/templates/cart/from-facts.ts';
import { render } from '../../../activities/templates/index.ts';
import type { CartView, OfferView, RenderedMessage } from '../../../activities/templates/view.ts';
import { productsOfMessage } from '../../../db/facts/products-of-message.ts';
import { readCartFacts } from '../../../db/pages/carts.ts';
import { readStorePolicy } from '../../../db/policies/policies.ts';
import { chooseProducts } from '../../../domain/products/choose.ts';
import type { PageDeps, PageRequest } from '../page.ts';
import type { Choice } from './choice.ts';
import { sampleView } from './sample.ts';
import { unsubscribeSample } from './unsubscribe-sample.ts';

/** The offer whose policy a preview asks; the cart's only one. */
const offerId = 'cartTen';

const sampleShop: CartView['shop'] = { name: 'Maison Lumen', url: 'https://maison-lumen.example' };

/** Renders what was chosen as the gate would; undefined when the cart is gone or has nothing to show. */
export const renderChoice = async (
  { db, clock }: Pick<PageDeps, 'db' | 'clock'>,
  { store, origin }: PageRequest,
  choice: Choice,
): Promise<RenderedMessage | undefined> => {
  const { template, locale, cart } = choice;
  if (cart === 'sample' || cart === 'sample-checkout') {
    const view = sampleView({
      locale,
      stage: cart === 'sample' ? 'cart' : 'checkout',
      shop: store ? { name: store.name, url: store.url, timezone: store.timezone } : sampleShop,
      origin,
      currency: store?.currency ?? 'EUR',
    });
    const policy = store?.offers[offerId];
    return render(template, locale, withOffer(view, choice, policy));
  }
  const facts = await readCartFacts(db, cart);
  if (!facts) return undefined;
  const { policy } = await readStorePolicy(db, facts.store.id, new Date(clock.now()));
  const products = chooseProducts(productsOfMessage(facts, locale), policy.products, clock.now());
  const view = cartView(facts, products, locale, unsubscribeSample);
  return view && render(template, locale, withOffer(view, choice, offerView(offerId, facts, view)));
};

const withOffer = (view: CartView, { offer }: Choice, granted: OfferView | undefined) => {
  const shown = { policy: granted, code: granted ?? { percent: 10, code: 'MERCI10' }, none: undefined }[offer];
  return { ...view, ...(shown && { offer: { percent: shown.percent, code: shown.code } }) };
};
