/** Why a product is not shown, in a marketer's words. */
export const productFlaws = {
  unknown: 'the catalogue does not know it',
  no_title: 'it has no title',
  wrong_language: 'it has no title in the language of the message',
  no_image: 'it has no picture',
  insecure_image: 'its picture has no https address',
  expired_image: 'its picture may not be used any more',
  foreign_image: 'its picture is in another language',
  no_link: 'it has no page',
  wrong_link: 'its page is not on a host of the store',
  no_price: 'it has no price',
  other_currency: 'its price is in another currency',
  stale_description: 'it was described too long ago',
  stale_price: 'its price was told too long ago',
  out_of_stock: 'it is out of stock',
  stale_stock: 'its stock was told too long ago',
  low_stock: 'too few are left to promote it',
  owned: 'the customer has it',
  returned: 'the customer sent it back',
} as const;

export type ProductFlaw = keyof typeof productFlaws;

/** Whether a product may be shown as something to buy. */
export type ProductVerdict = 'ok' | ProductFlaw;
