import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous avez commandé chez ${shop.name} et accepté nos e-mails.`;

/** Winning back, in French: value first, a gift last, and only where the shop gives one. */
export const winBackFr: LettersOf<'win-back'> = {
  'win-back/news': (view) => ({
    subject: `Du nouveau chez ${view.shop.name}, depuis votre dernière visite`,
    preview: 'Choisi d’après ce que vous aimez.',
    title: 'Cela fait un moment',
    opening: [
      'Depuis votre dernière commande, la boutique a continué sans vous. Voici ce qui pourrait vous plaire, d’après ce que vous aviez choisi.',
    ],
    products: 'Dans l’esprit de vos achats',
    call: 'Voir ce qui a changé',
    why: why(view),
  }),
  'win-back/advice': (view) => ({
    subject: 'Tout va bien avec votre achat ?',
    preview: 'De l’aide, un conseil, une réponse : c’est ici.',
    title: 'Tout va bien avec votre achat ?',
    opening: [
      'Nous n’écrivons pas pour vendre, cette fois. Si quelque chose ne va pas avec ce que vous avez acheté, ou si vous voulez en tirer plus, dites-le-nous : une personne de l’équipe vous répondra.',
    ],
    ...(view.brand.commitments.length > 0 && { list: view.brand.commitments }),
    call: view.brand.pages.help ? 'Demander conseil' : 'Aller sur le site',
    href: view.brand.pages.help,
    why: why(view),
  }),
  'win-back/gift': (view) => ({
    subject: view.offer ? 'Pour vous revoir' : 'Restons-nous en contact ?',
    preview: view.offer ? 'Une attention, si l’envie est là.' : 'Vous choisissez ce que vous recevez de nous.',
    title: view.offer ? 'Une attention pour vous revoir' : 'Restons-nous en contact ?',
    opening: [
      view.offer
        ? `Si l’envie vous revient, voici ${giftWords(view.offer.gives, 'fr')} sur votre prochaine commande.`
        : 'Vous n’avez rien commandé depuis quelque temps, et c’est votre droit. Le lien au bas de ce message vous permet de choisir ce que vous recevez : moins, autre chose, ou plus rien.',
    ],
    ...codeOf(view, 'fr'),
    products: 'Dans l’esprit de vos achats',
    call: view.offer ? 'Utiliser mon code' : 'Retourner à la boutique',
    closing: 'C’est notre dernier message à ce sujet.',
    why: why(view),
  }),
};
