import type { LettersOf } from '../letter/copy.ts';

/** When a parcel would come too late, in French. */
export const giftCardFr: LettersOf<'gift-card'> = {
  'gift-card/in-time': (view) => ({
    subject: 'Trop tard pour un colis, pas pour un cadeau',
    preview: 'La carte cadeau arrive par e-mail, tout de suite.',
    title: 'Une carte cadeau arrive à temps',
    opening: [
      'Une commande passée maintenant risque d’arriver après le grand jour. La carte cadeau, elle, arrive par e-mail en quelques minutes : la personne choisira ce qui lui plaît.',
    ],
    call: 'Offrir une carte cadeau',
    href: view.brand.pages.giftCards,
    closing: 'Votre panier reste où il est, si vous préférez attendre.',
    why: `Vous recevez ce message parce que vous avez préparé un panier chez ${view.shop.name} et accepté nos e-mails.`,
  }),
};
