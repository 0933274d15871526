import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';

/** The day of the first order, in French. */
export const anniversaryFr: LettersOf<'anniversary'> = {
  'anniversary/thanks': (view) => ({
    subject: `Votre première commande chez ${view.shop.name}, c’était il y a un an ou plus`,
    preview: 'Merci de votre confiance, depuis ce jour.',
    title: 'Merci, depuis le premier jour',
    opening: [
      'À ce moment de l’année, vous nous faisiez confiance pour la première fois. Nous ne l’avons pas oublié.',
      ...(view.offer ? [`Pour vous remercier : ${giftWords(view.offer.gives, 'fr')}.`] : []),
    ],
    ...codeOf(view, 'fr'),
    products: 'Dans l’esprit de vos achats',
    call: view.offer ? 'Profiter de ce merci' : 'Passer nous voir',
    why: `Vous recevez ce message parce que vous avez commandé chez ${view.shop.name} et accepté nos e-mails.`,
  }),
};
