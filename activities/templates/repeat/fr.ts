import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';

/** For customers who come again and again, in French. */
export const repeatFr: LettersOf<'repeat'> = {
  'repeat/bundle': (view) => ({
    subject: 'Un lot, parce que vous revenez',
    preview: 'Plusieurs articles à la fois, à de meilleures conditions.',
    title: 'Prenez-en plusieurs',
    opening: [
      view.offer
        ? `Vous n’en êtes pas à votre première commande. Composez votre lot : avec ce code, ${giftWords(view.offer.gives, 'fr')}.`
        : 'Vous n’en êtes pas à votre première commande : composez votre lot.',
    ],
    ...codeOf(view, 'fr'),
    products: 'Pour composer votre lot',
    call: 'Composer mon lot',
    why: `Vous recevez ce message parce que vous avez commandé plusieurs fois chez ${view.shop.name} et accepté nos e-mails.`,
  }),
};
