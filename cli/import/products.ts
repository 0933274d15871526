import { instantOf, type Kind, moneyOf, numberOf, unknownDate } from './kind.ts';

/** `products.csv`: one line a product. */
export const products: Kind = {
  required: ['product_id', 'title'],
  optional: [
    'title_fr',
    'title_en',
    'image_url',
    'url',
    'category',
    'usual_days',
    'price',
    'currency',
    'stock',
    'updated_at',
  ],
  toEvent: ([row]) => {
    const { cells } = row;
    return {
      type: 'product.upserted',
      occurredAt: cells['updated_at'] === undefined ? unknownDate : instantOf(row, 'updated_at'),
      data: {
        productId: cells['product_id'],
        title: cells['title'],
        translations: { fr: titled(cells['title_fr']), en: titled(cells['title_en']) },
        imageUrl: cells['image_url'],
        url: cells['url'],
        category: cells['category'],
        usualDays: numberOf(row, 'usual_days'),
        price: moneyOf(row, 'price'),
        stock: numberOf(row, 'stock'),
      },
    };
  },
};

const titled = (title: string | undefined) => (title === undefined ? undefined : { title });
