/** What a field is a field of; a share is counted among these. */
export const countedOf = {
  customers: { words: 'customers', which: 'whom the shop names by id, e-mail or phone' },
  agreements: { words: 'agreements', which: 'to marketing that hold' },
  products: { words: 'products', which: 'of the catalogue' },
  orders: { words: 'orders', which: 'of the last 365 days, the newest three of a customer' },
  lines: { words: 'order lines', which: 'of those orders' },
  shoppers: { words: 'shoppers', which: 'who left a cart within 90 days' },
} as const;

export type CountedOf = keyof typeof countedOf;

interface FieldWords {
  readonly of: CountedOf;
  /** What it is, as "… of 200 customers have …" goes on. */
  readonly words: string;
  /** The event of the shop that fills it, and where customers would tell it (R111). */
  readonly remedy: string;
}

/**
 * What journeys build on, and what a shop may not collect, or collect badly (R111, R227). A field counts where it can be
 * used as it is: a picture with an https address, a price in the store's own currency.
 */
export const dataFields = {
  email: {
    of: 'customers',
    words: 'an e-mail address',
    remedy: 'send it with customer.created and customer.updated; sign-up forms and the checkout ask for it',
  },
  phone: {
    of: 'customers',
    words: 'a phone number',
    remedy: 'send it with customer.updated; the checkout asks for it, for the delivery',
  },
  firstName: {
    of: 'customers',
    words: 'a first name',
    remedy: 'send firstName with customer.updated; accounts and the checkout ask for it',
  },
  language: {
    of: 'customers',
    words: 'a language',
    remedy: 'send locale with customer.updated: the language of the pages that they read',
  },
  zone: {
    of: 'customers',
    words: 'a time zone or an address',
    remedy: 'send timezone or address with customer.updated; the address of a delivery will do',
  },
  birthday: {
    of: 'customers',
    words: 'a birthday',
    remedy:
      'send birthday with customer.updated; a form in the welcome, the account or the loyalty programme asks for it',
  },
  loyalty: {
    of: 'customers',
    words: 'an account in the loyalty programme',
    remedy: 'send loyalty.changed from the loyalty programme',
  },
  consent: {
    of: 'customers',
    words: 'agreed to marketing, or bought with the notice of it',
    remedy: 'send customer.consent_changed or newsletter.subscribed, and marketingNotice with order.placed',
  },
  consentProof: {
    of: 'agreements',
    words: 'the act, the words and their version on record',
    remedy: 'send how, wording and version with each consent; who agreed before is asked again',
  },
  title: {
    of: 'products',
    words: 'a title',
    remedy: 'send product.upserted for the whole catalogue',
  },
  price: {
    of: 'products',
    words: 'a price in the store’s currency',
    remedy: 'send price and currency with product.upserted or product.price_changed',
  },
  stock: {
    of: 'products',
    words: 'a stock',
    remedy: 'send product.stock_changed',
  },
  picture: {
    of: 'products',
    words: 'a picture with an https address that may still be used',
    remedy: 'send imageUrl with product.upserted',
  },
  page: {
    of: 'products',
    words: 'a page in the shop',
    remedy: 'send url with product.upserted',
  },
  category: {
    of: 'products',
    words: 'a category',
    remedy: 'send category with product.upserted',
  },
  usageDuration: {
    of: 'products',
    words: 'a known time for which they last',
    remedy: 'send usualDays with product.upserted for what is used up; the rest is learnt from orders by npm run score',
  },
  orderLines: {
    of: 'orders',
    words: 'lines',
    remedy: 'send lines with order.placed, also for imported orders',
  },
  lineProducts: {
    of: 'lines',
    words: 'a product that the catalogue knows',
    remedy:
      'send the same product ids with order.placed as with product.upserted, also of products that are sold no more',
  },
  views: {
    of: 'shoppers',
    words: 'visits to products that were told',
    remedy: 'put the script of the browser key into the shop’s pages, or send product.viewed',
  },
} as const satisfies Readonly<Record<string, FieldWords>>;

export type DataField = keyof typeof dataFields;

export const fieldNames = Object.keys(dataFields) as readonly DataField[];
