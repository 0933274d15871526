/**
 * What may be wrong with a product's data (R231). `error`: it is wrong or missing, and the product is not proposed, or is
 * shown wrongly. `doubt`: it may be meant, such as variants that share a picture; somebody should look.
 */
export const catalogueFlaws = {
  no_title: { severity: 'error', words: 'no title, or the shop’s own id in its place' },
  no_image: { severity: 'error', words: 'no picture' },
  insecure_image: { severity: 'error', words: 'a picture without an https address' },
  expired_image: { severity: 'error', words: 'a picture that may not be used any more' },
  no_link: { severity: 'error', words: 'no page' },
  wrong_link: { severity: 'error', words: 'a page that is not on a host of the store' },
  no_price: { severity: 'error', words: 'no price' },
  zero_price: { severity: 'error', words: 'a price of zero or less' },
  other_currency: { severity: 'error', words: 'a price in another currency than the store’s' },
  price_off_history: { severity: 'error', words: 'a price many times off what customers paid for it' },
  price_off_category: { severity: 'error', words: 'a price many times off the others of its category' },
  negative_stock: { severity: 'doubt', words: 'less than nothing in stock: oversold' },
  stale_stock: { severity: 'doubt', words: 'a stock that was told too long ago to be believed' },
  untranslated: { severity: 'doubt', words: 'a title in one of our languages only' },
  no_category: { severity: 'doubt', words: 'no category: nothing can take its place when it is sold out' },
  duplicate_title: { severity: 'doubt', words: 'the title of another product' },
  duplicate_link: { severity: 'doubt', words: 'the page of another product' },
  duplicate_image: { severity: 'doubt', words: 'the picture of another product' },
} as const satisfies Readonly<Record<string, { readonly severity: 'error' | 'doubt'; readonly words: string }>>;

export type CatalogueFlaw = keyof typeof catalogueFlaws;
