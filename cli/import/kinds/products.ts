import { locales } from '../../../domain/templates.ts';
import { instantOf } from '../cells/instant.ts';
import { currencyOf, moneyOf } from '../cells/money.ts';
import { wholeNumberOf } from '../cells/number.ts';
import { type Kind, type Row, unknownDate } from '../kind.ts';

/** `products.csv`: one row a product. */
export const products: Kind = {
  columns: {
    product_id: 'data.productId',
    title: 'data.title',
    ...Object.fromEntries(locales.map((locale) => [`title_${locale}`, `data.translations.${locale}.title`])),
    image_url: 'data.imageUrl',
    image_expires_at: 'data.imageExpiresAt',
    image_locale: 'data.imageLocale',
    url: 'data.url',
    category: 'data.category',
    usual_days: 'data.usualDays',
    price: 'data.price.amount',
    currency: 'data.price.currency',
    stock: 'data.stock',
    updated_at: 'occurredAt',
  },
  required: ['product_id', 'title'],
  conflict: 'this product was told before, with other contents, as of the same date; give it a newer updated_at',
  toEvents: ([row], store) => {
    const { cells } = row;
    const occurredAt = instantOf(row, 'updated_at', store.timezone) ?? unknownDate;
    return [
      {
        type: 'product.upserted',
        occurredAt,
        occurredIn: 'updated_at',
        data: {
          productId: cells['product_id'],
          title: cells['title'],
          translations: translationsOf(row),
          imageUrl: cells['image_url'],
          imageExpiresAt: instantOf(row, 'image_expires_at', store.timezone),
          imageLocale: cells['image_locale'],
          url: cells['url'],
          category: cells['category'],
          usualDays: wholeNumberOf(row, 'usual_days'),
          price: moneyOf(row, 'price', currencyOf(row, store)),
          stock: wholeNumberOf(row, 'stock'),
        },
        identity: [cells['product_id'] ?? '', occurredAt],
      },
    ];
  },
};

const translationsOf = ({ cells }: Row): object =>
  Object.fromEntries(
    locales.flatMap((locale) => {
      const title = cells[`title_${locale}`];
      return title === undefined ? [] : [[locale, { title }]];
    }),
  );
