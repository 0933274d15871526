import type { LettersOf } from '../letter/copy.ts';

/** The news of a category that somebody asked for, in French. */
export const interestFr: LettersOf<'interest'> = {
  'interest/news': (view) => ({
    subject: 'C’est ouvert : ce que vous aviez demandé',
    preview: 'La catégorie que vous aviez choisie, dès le premier jour.',
    title: 'Ce que vous aviez demandé',
    opening: ['L’événement commence. Vous nous aviez dit ce qui vous intéresse : voici cela, et rien d’autre.'],
    products: 'Dans la catégorie que vous aviez choisie',
    call: 'Voir cette catégorie',
    href: view.products[0]?.url,
    why: `Vous recevez ce message parce que vous avez demandé les nouvelles de cette catégorie à ${view.shop.name}.`,
  }),
};
