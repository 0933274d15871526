import { cartView } from '../../../activities/templates/cart/from-facts.ts';
import { themeView } from '../../../activities/templates/frame/theme.ts';
import { render } from '../../../activities/templates/index.ts';
import { productsOfMessage } from '../../../db/facts/products-of-message.ts';
import { readStorePolicy } from '../../../db/policies/policies.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { isLetter } from '../../../domain/template-needs.ts';
import { chooseProducts } from '../../../domain/products/choose.ts';
import type { CartView, RenderedMessage } from '../../../activities/templates/view.ts';
import { readCartFacts } from '../../../db/pages/carts.ts';
import type { PageDeps, PageRequest } from '../page.ts';
import type { Choice } from './choice.ts';
import { previewOffer, sampleOffer } from './offer.ts';
import { letterSample } from './letter-sample.ts';
import { confirmSample, sampleView } from './sample.ts';
import { unsubscribeSample } from './unsubscribe-sample.ts';

const sampleShop: CartView['shop'] = { name: 'Maison Lumen', url: 'https://maison-lumen.example' };

/** Renders what was chosen as the gate would; undefined when the cart is gone or has nothing to show. */
export const renderChoice = async (
  { db, clock }: Pick<PageDeps, 'db' | 'clock'>,
  { store, origin }: PageRequest,
  choice: Choice,
): Promise<RenderedMessage | undefined> => {
  const { template, locale, cart } = choice;
  const { policy: own } = store ? await readStorePolicy(db, store.id, new Date(clock.now())) : { policy: undefined };
  const theme = themeView((own ?? defaultPolicy).theme, locale, []);
  const withOffer = async (view: CartView, facts: Parameters<typeof previewOffer>[1]) => {
    const granted =
      store && choice.offer !== 'none' ? await previewOffer(db, facts, { store, now: clock.now() }) : undefined;
    const shown = granted ?? (choice.offer === 'code' ? sampleOffer : undefined);
    return { ...view, theme, ...(shown && { offer: shown }) };
  };
  if (isLetter(template)) {
    const view = letterSample({
      locale,
      shop: store ?? sampleShop,
      origin,
      currency: store?.currency ?? 'EUR',
      brand: own?.brand,
    });
    return render(template, locale, { ...view, theme, ...(choice.offer === 'code' && { offer: sampleOffer }) });
  }
  if (template === 'consent/confirm') return render(template, locale, { ...confirmSample(store ?? sampleShop), theme });
  if (cart === 'sample' || cart === 'sample-checkout') {
    const view = sampleView({
      locale,
      stage: cart === 'sample' ? 'cart' : 'checkout',
      shop: store ? { name: store.name, url: store.url, timezone: store.timezone } : sampleShop,
      origin,
      currency: store?.currency ?? 'EUR',
    });
    return render(template, locale, await withOffer(view, { cart: view.cart, orders: { count: 0, total: 0 } }));
  }
  const facts = await readCartFacts(db, cart);
  if (!facts) return undefined;
  const { policy } = await readStorePolicy(db, facts.store.id, new Date(clock.now()));
  const products = chooseProducts(productsOfMessage(facts, locale), policy.products, clock.now());
  const view = cartView(facts, products, locale, unsubscribeSample);
  return view && render(template, locale, await withOffer(view, { cart: view.cart, orders: facts.orders }));
};
