import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) => `Vous recevez ce message parce que vous avez créé un compte chez ${shop.name}.`;

/** The activation of an account in French: first how to find one's way, then what others chose. */
export const accountFr: LettersOf<'account'> = {
  'account/start': (view) => ({
    subject: `Votre compte ${view.shop.name} est prêt`,
    preview: 'Ce qu’il vous permet de faire, en une minute.',
    title: 'Votre compte est prêt',
    opening: ['Merci de l’avoir créé. Voici de quoi vous y retrouver.'],
    points: [
      {
        term: 'Les catégories',
        text: 'Le menu de notre site range les articles par usage : c’est le chemin le plus court.',
      },
      { term: 'Les filtres', text: 'Prix, taille, couleur, disponibilité : ils ne gardent que ce qui vous convient.' },
      { term: 'Les avis', text: 'Les avis des acheteurs se lisent sur la page de chaque article.' },
      {
        term: 'Les garanties',
        text: 'Tout article bénéficie de la garantie légale de conformité de deux ans, et vous avez 14 jours après la réception pour changer d’avis (hors exceptions légales).',
      },
    ],
    ...(view.brand.commitments.length > 0 && { list: view.brand.commitments }),
    call: view.brand.pages.account ? 'Ouvrir mon compte' : 'Aller sur le site',
    href: view.brand.pages.account,
    closing: 'Si vous n’avez pas créé ce compte, écrivez-nous depuis notre site.',
    why: why(view),
  }),
  'account/reviews': (view) => ({
    subject: 'Ils ont hésité aussi',
    preview: 'Ce que d’autres ont choisi, et ce qu’ils en disent.',
    title: 'Ce que d’autres ont choisi',
    opening: [
      'Quand on ne connaît pas encore une boutique, l’expérience des autres aide. Leurs avis se lisent sur la page de chaque article : les bons comme les moins bons.',
    ],
    reviews: 'Ce qu’ils en disent',
    products: 'Ce qu’ils ont choisi',
    call: 'Lire les avis',
    href: view.brand.pages.reviews,
    why: `${why(view)} Vous avez accepté nos e-mails.`,
  }),
  'account/best-sellers': (view) => ({
    subject: view.offer ? 'Pour votre première commande' : 'Les valeurs sûres de la boutique',
    preview: view.offer ? 'Une petite attention, pour un temps.' : 'De quoi choisir sans se tromper.',
    title: view.offer ? 'Une petite attention pour commencer' : 'Les valeurs sûres de la boutique',
    opening: [
      view.offer
        ? `Voici ${giftWords(view.offer.gives, 'fr')} sur votre première commande, pour un temps seulement.`
        : 'Si vous cherchez par où commencer, voici ce que nos clients choisissent le plus.',
    ],
    ...codeOf(view, 'fr'),
    products: 'Les plus choisis en ce moment',
    call: view.offer ? 'Utiliser mon code' : 'Voir la boutique',
    why: `${why(view)} Vous avez accepté nos e-mails.`,
  }),
};
