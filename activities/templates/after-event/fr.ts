import type { LettersOf } from '../letter/copy.ts';
import { programmePoints } from './programmes.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous avez commandé chez ${shop.name} et accepté nos e-mails.`;

/** After an event, in French: how it went while it is fresh, then what goes on all year. */
export const afterEventFr: LettersOf<'after-event'> = {
  'after-event/survey': (view) => ({
    subject: 'Comment cela s’est-il passé ?',
    preview: 'Une minute, tant que c’est frais.',
    title: 'Comment cela s’est-il passé ?',
    opening: [
      'Vous avez commandé chez nous pendant un moment d’affluence. Le choix, le paiement, la livraison annoncée : dites-nous en une minute ce qui était bien et ce qui l’était moins.',
    ],
    order: 'Votre commande',
    call: 'Donner mon avis',
    href: view.brand.pages.reviews,
    closing: 'Un problème plutôt qu’un avis ? Écrivez-nous d’abord : nous préférons le régler.',
    why: why(view),
  }),
  'after-event/programmes': (view) => ({
    subject: `Et maintenant, ${view.shop.name} toute l’année`,
    preview: 'Ce qui reste quand l’événement est passé.',
    title: 'Ce qui reste quand l’événement est passé',
    opening: ['Les grandes dates passent ; ce qui suit est là toute l’année, et vous en prenez ce que vous voulez.'],
    points: programmePoints(view, 'fr'),
    products: 'Dans l’esprit de vos achats',
    call: view.brand.pages.loyalty ? 'Voir le programme de fidélité' : 'Aller sur le site',
    href: view.brand.pages.loyalty,
    why: why(view),
  }),
};
