import type { Instant } from '../../domain/time/instant.ts';
import { catalogue } from './catalogue.ts';
import { productPage, productPicture } from './shop/addresses.ts';
import type { Stocks } from './stock-events.ts';
import type { StoreEvent } from './store-event.ts';

/** Tells the whole catalogue as it is at `at`: told at each start, since the shop may have another address. */
export const catalogueEvents = (shopUrl: string, at: Instant, stocks?: Stocks): readonly StoreEvent[] =>
  catalogue.map(({ sku, title, category, price, stock }) => ({
    id: `product_${sku}_${at}`,
    type: 'product.upserted',
    occurredAt: at,
    data: {
      productId: sku,
      title: title.en,
      translations: { fr: { title: title.fr }, en: { title: title.en } },
      imageUrl: productPicture(shopUrl, sku),
      url: productPage(shopUrl, sku),
      category,
      price: { amount: price, currency: 'EUR' },
      stock: stocks?.get(sku) ?? stock,
    },
  }));
