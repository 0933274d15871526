import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import { programmePoints } from './programmes.ts';
import { questionWords } from './question.ts';
import { standingPoints } from './standing.ts';
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
  'after-event/standing': (view) => ({
    subject: 'Où vous en êtes dans le programme',
    preview: 'Votre solde après l’événement, et ce qui est proche.',
    title: 'Où vous en êtes dans le programme',
    opening: ['Vos commandes des derniers jours comptent aussi. Voici ce que vous avez, et ce qui est proche.'],
    points: standingPoints(view, 'fr'),
    products: 'De quoi l’utiliser',
    call: 'Voir mes avantages',
    href: view.brand.pages.loyalty ?? view.brand.pages.account,
    why: `Vous recevez ce message parce que vous êtes membre du programme de fidélité de ${view.shop.name} et avez accepté nos e-mails.`,
  }),
  'after-event/question': (view) => {
    const { subject, asks, call } = questionWords.fr[view.question?.about ?? 'channel'];
    return {
      subject,
      preview: 'Une seule, et pas d’autre.',
      title: 'Une question, et une seule',
      opening: [asks],
      call,
      href: view.question?.url ?? view.preferencesUrl,
      why: why(view),
    };
  },
  'after-event/worth': (view) => ({
    subject: `Ce que vous trouvez chez ${view.shop.name} les autres jours`,
    preview: 'En dehors des grandes dates.',
    title: 'Les autres jours aussi',
    opening:
      view.brand.story === undefined
        ? [
            'Un événement passe vite. Ce que nous choisissons, et notre façon de le vendre, ne changent pas avec les dates.',
          ]
        : ['Un événement passe vite. Ce que nous sommes ne change pas avec les dates.', view.brand.story],
    list: view.brand.commitments,
    call: 'Aller sur le site',
    href: view.brand.pages.guides,
    why: why(view),
  }),
  'after-event/advantage': (view) => ({
    subject: view.offer ? 'Pour vous remercier de votre commande' : 'Merci de votre commande',
    preview: 'Pour votre prochaine visite.',
    title: 'Merci de votre commande',
    opening: [
      view.offer
        ? `Vous avez commandé pendant un moment d’affluence, et nous vous en remercions. Pour votre prochaine commande : ${giftWords(view.offer.gives, 'fr')}.`
        : 'Vous avez commandé pendant un moment d’affluence, et nous vous en remercions.',
    ],
    ...codeOf(view, 'fr'),
    call: 'En profiter',
    why: why(view),
  }),
};
