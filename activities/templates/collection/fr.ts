import type { LettersOf } from '../letter/copy.ts';
import { servicePage, servicePoints } from '../letter/services.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous avez commandé chez ${shop.name} et accepté nos e-mails.`;

/** After the sales, in French: what is new, then what makes buying easy; no discount any more. */
export const collectionFr: LettersOf<'collection'> = {
  'collection/new': (view) => ({
    subject: `La nouvelle saison commence chez ${view.shop.name}`,
    preview: 'Ce qui vient d’arriver, et ce qui va avec vos trouvailles.',
    title: 'La nouvelle saison est arrivée',
    opening: [
      'Vous avez fait une trouvaille chez nous, à bon prix. Ce qui est arrivé depuis se regarde tranquillement : ni compte à rebours, ni foule.',
    ],
    products: 'Dans l’esprit de vos achats',
    call: 'Voir les nouveautés',
    href: view.brand.pages.newCollection,
    why: why(view),
  }),
  'collection/services': (view) => ({
    subject: 'Choisir maintenant, décider plus tard',
    preview: 'Ce qui rend les choses simples chez nous, toute l’année.',
    title: 'Choisir maintenant, décider plus tard',
    opening: ['La foule est partie, vous avez le temps. Voici de quoi en profiter.'],
    points: servicePoints(view, 'fr'),
    call: 'Voir comment cela marche',
    href: servicePage(view),
    why: why(view),
  }),
};
