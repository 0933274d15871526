import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous avez commandé chez ${shop.name} et accepté nos e-mails.`;

/** Before a customer is lost, in French: something for them, then help, a gift last and only where the shop gives one. */
export const atRiskFr: LettersOf<'at-risk'> = {
  'at-risk/picked': (view) => ({
    subject: 'Choisi d’après vos achats',
    preview: 'Quelques articles, et rien d’autre.',
    title: 'Choisi d’après vos achats',
    opening: [
      'Vous commandez chez nous depuis quelque temps : nous commençons à savoir ce qui vous va. Voici ce que nous vous montrerions si vous passiez nous voir.',
    ],
    products: 'Dans l’esprit de vos achats',
    call: 'Voir la sélection',
    why: why(view),
  }),
  'at-risk/advice': (view) => ({
    subject: 'Pouvons-nous faire mieux ?',
    preview: 'Un mot suffit, et une personne vous répond.',
    title: 'Pouvons-nous faire mieux ?',
    opening: [
      'Un délai, une taille, un article qui manque : ce qui vous a gêné chez nous nous intéresse plus que ce qui vous a plu. Dites-le-nous en un mot, une personne de l’équipe vous répondra.',
    ],
    ...(view.brand.commitments.length > 0 && { list: view.brand.commitments }),
    call: view.brand.pages.help ? 'Nous le dire' : 'Aller sur le site',
    href: view.brand.pages.help,
    why: why(view),
  }),
  'at-risk/gift': (view) => ({
    subject: view.offer ? 'Une attention pour vous' : 'Ce qui pourrait vous plaire maintenant',
    preview: view.offer ? 'Parce que vous êtes de nos habitués.' : 'Choisi d’après vos achats.',
    title: view.offer ? 'Une attention pour vous' : 'Ce qui pourrait vous plaire maintenant',
    opening: [
      view.offer
        ? `Parce que vous êtes de nos habitués, voici ${giftWords(view.offer.gives, 'fr')} sur votre prochaine commande.`
        : 'La saison a changé depuis votre dernière commande, et la boutique avec elle.',
    ],
    ...codeOf(view, 'fr'),
    products: 'Dans l’esprit de vos achats',
    call: view.offer ? 'Utiliser mon code' : 'Voir la boutique',
    closing: 'Nous n’insisterons pas : le lien au bas de ce message vous permet de choisir ce que vous recevez.',
    why: why(view),
  }),
};
