import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous vous êtes inscrit(e) aux nouvelles de ${shop.name}.`;

/** For who signed up long ago and has not bought yet, in French: who the shop is, then something to discover it by. */
export const discoveryFr: LettersOf<'discovery'> = {
  'discovery/story': (view) => ({
    subject: `Ce que ${view.shop.name} fait autrement`,
    preview: 'Faisons plus ample connaissance.',
    title: 'Faisons plus ample connaissance',
    opening: [
      'Vous nous lisez depuis quelque temps, et vous n’avez encore rien commandé. Voici ce à quoi nous tenons, en quelques lignes.',
      ...(view.brand.story ? [view.brand.story] : []),
    ],
    ...(view.brand.commitments.length > 0 && { list: view.brand.commitments }),
    call: view.brand.pages.reviews ? 'Lire ce qu’on en dit' : 'Découvrir la boutique',
    href: view.brand.pages.reviews,
    why: why(view),
  }),
  'discovery/best-sellers': (view) => ({
    subject: 'Par où commencer',
    preview: 'Ce que les autres choisissent le plus souvent.',
    title: 'Par où commencer',
    opening: ['Quand on ne connaît pas encore une maison, le plus simple est de commencer par ce qui plaît le plus.'],
    products: 'Les plus choisis',
    call: 'Voir la boutique',
    why: why(view),
  }),
  'discovery/gift': (view) => ({
    subject: view.offer ? 'Pour une première fois' : 'Vous préférez ne plus nous lire ?',
    preview: view.offer ? 'De quoi nous découvrir sans risque.' : 'Vous choisissez ce que vous recevez de nous.',
    title: view.offer ? 'Pour une première fois' : 'Vous choisissez ce que vous recevez',
    opening: [
      view.offer
        ? `De quoi nous découvrir : ${giftWords(view.offer.gives, 'fr')} sur votre première commande.`
        : 'Nous ne voulons pas encombrer votre boîte. Le lien au bas de ce message vous laisse choisir : moins souvent, autre chose, ou plus rien.',
    ],
    ...codeOf(view, 'fr'),
    call: view.offer ? 'Utiliser mon code' : 'Aller sur le site',
    closing: 'C’est notre dernier message à ce sujet.',
    why: why(view),
  }),
};
