import type { LettersOf } from '../letter/copy.ts';

/** When a parcel would come too late, in English. */
export const giftCardEn: LettersOf<'gift-card'> = {
  'gift-card/in-time': (view) => ({
    subject: 'Too late for a parcel, not for a gift',
    preview: 'The gift card comes by e-mail, at once.',
    title: 'A gift card comes in time',
    opening: [
      'An order placed now may come after the great day. The gift card comes by e-mail within minutes, and whoever gets it chooses what they like.',
    ],
    call: 'Give a gift card',
    href: view.brand.pages.giftCards,
    closing: 'Your cart stays where it is, should you prefer to wait.',
    why: `You receive this message because you filled a cart at ${view.shop.name} and agreed to our e-mails.`,
  }),
};
