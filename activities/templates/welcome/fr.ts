import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous vous êtes inscrit(e) aux nouvelles de ${shop.name}.`;

const brandPoints = [
  { term: 'Choisir', text: 'Chaque page d’article dit l’essentiel : ce qu’il est, ce qu’il vaut, ce qu’il en reste.' },
  {
    term: 'Commander',
    text: 'Le prix de la livraison et sa date prévue s’affichent avant le paiement, jamais après.',
  },
  {
    term: 'Changer d’avis',
    text: 'Vous avez 14 jours après la réception pour nous le dire (hors exceptions légales, comme les produits personnalisés ou périssables).',
  },
];

/** The welcome in French. It promises only what the law, the shop's own words or its offers already say. */
export const welcomeFr: LettersOf<'welcome'> = {
  'welcome/newsletter': (view) => ({
    subject: `Bienvenue chez ${view.shop.name}`,
    preview: 'Merci de votre inscription : voici ce que vous recevrez de nous.',
    title: 'Bienvenue, et merci',
    opening: [
      `Vous êtes inscrit(e) aux nouvelles de ${view.shop.name}. Dans les jours qui viennent nous vous présenterons la maison en quelques messages, puis nous n’écrirons que lorsque nous aurons quelque chose à dire.`,
      ...(view.brand.story ? [view.brand.story] : []),
    ],
    call: 'Découvrir la boutique',
    closing: 'Une question ? Écrivez-nous depuis notre site, nous répondons volontiers.',
    why: why(view),
  }),
  'welcome/popup': (view) => ({
    subject: view.offer ? 'Bienvenue : voici ce qui vous était promis' : `Bienvenue chez ${view.shop.name}`,
    preview: view.offer
      ? 'Votre code, prêt à servir.'
      : 'Merci de votre inscription : voici ce que vous recevrez de nous.',
    title: 'Bienvenue, et merci',
    opening: [
      view.offer
        ? `Merci de votre inscription. Comme promis, voici un code pour ${giftWords(view.offer.gives, 'fr')} sur votre première commande.`
        : `Merci de votre inscription aux nouvelles de ${view.shop.name}. Nous vous présenterons la maison en quelques messages.`,
    ],
    ...codeOf(view, 'fr'),
    call: view.offer ? 'Utiliser mon code' : 'Découvrir la boutique',
    closing: 'Une question ? Écrivez-nous depuis notre site, nous répondons volontiers.',
    why: why(view),
  }),
  'welcome/quiz': (view) => ({
    subject: 'Merci pour vos réponses',
    preview: 'De quoi commencer à choisir.',
    title: 'Merci pour vos réponses',
    opening: [
      `Elles nous aident à vous écrire de ce qui vous intéresse. En attendant, voici par où beaucoup commencent chez ${view.shop.name}.`,
    ],
    products: 'Choisis par beaucoup',
    call: 'Continuer sur le site',
    closing: 'Vos goûts changent ? Le lien au bas de ce message vous permet de choisir ce que vous recevez.',
    why: why(view),
  }),
  'welcome/guide': (view) => ({
    subject: 'Votre guide, et bienvenue',
    preview: 'Merci de votre intérêt : voici où le retrouver.',
    title: 'Bonne lecture',
    opening: [
      view.brand.pages.guides
        ? 'Merci d’avoir demandé notre guide. Vous le retrouverez à tout moment sur la page de nos conseils, avec les autres.'
        : 'Merci d’avoir demandé notre guide. Vous le retrouverez à tout moment sur notre site.',
      'Dans les jours qui viennent nous vous présenterons la maison en quelques messages.',
    ],
    call: view.brand.pages.guides ? 'Lire nos conseils' : 'Aller sur le site',
    href: view.brand.pages.guides,
    why: why(view),
  }),
  'welcome/brand': (view) => ({
    subject: `Qui nous sommes, chez ${view.shop.name}`,
    preview: 'La maison en une minute.',
    title: 'La maison en une minute',
    opening: [
      view.brand.story ??
        `${view.shop.name} en quelques mots : ce que vous pouvez attendre de nous, avant et après un achat.`,
    ],
    ...(view.brand.commitments.length > 0 ? { list: view.brand.commitments } : { points: brandPoints }),
    call: 'Visiter la boutique',
    closing: 'Prochain message : ce que nos clients choisissent le plus.',
    why: why(view),
  }),
  'welcome/best-sellers': (view) => ({
    subject:
      view.products.length > 0 ? 'Ce que nos clients choisissent le plus' : `Par où commencer chez ${view.shop.name}`,
    preview: 'Pour choisir sans se perdre.',
    title: view.products.length > 0 ? 'Ce que nos clients choisissent le plus' : 'Par où commencer',
    opening: [
      view.products.length > 0
        ? 'Quand on découvre une boutique, le plus simple est souvent de regarder ce que les autres ont choisi ces derniers mois.'
        : 'Quand on découvre une boutique, le plus simple est de partir d’une envie : les catégories et les filtres de notre site vous y mènent en deux gestes.',
    ],
    products: 'Les plus choisis en ce moment',
    call: 'Voir la boutique',
    why: why(view),
  }),
  'welcome/reviews': (view) => ({
    subject: 'Ce qu’en disent ceux qui l’ont chez eux',
    preview: 'Les avis se lisent avant de choisir.',
    title: 'Ceux qui l’ont chez eux en parlent mieux que nous',
    opening: [
      'Les avis de nos clients se lisent sur notre site, sur la page de chaque article. Ils disent ce qu’une photo ne montre pas : la taille, la matière, ce que cela devient avec le temps.',
    ],
    reviews: 'Ils l’ont chez eux',
    products: 'Les plus choisis, avis à l’appui',
    call: 'Lire les avis',
    href: view.brand.pages.reviews,
    why: why(view),
  }),
  'welcome/gift': (view) => ({
    subject: view.offer ? 'Pour votre première commande' : 'Un dernier mot de bienvenue',
    preview: view.offer
      ? 'Une petite attention, si l’envie est là.'
      : 'Puis nous n’écrirons plus que de temps en temps.',
    title: view.offer ? 'Une petite attention pour commencer' : 'Un dernier mot de bienvenue',
    opening: [
      view.offer
        ? `Si quelque chose vous plaît, voici ${giftWords(view.offer.gives, 'fr')} sur votre première commande.`
        : 'Vous connaissez maintenant la maison. Si quelque chose vous plaît, vous savez où nous trouver ; sinon, nous n’écrirons plus que de temps en temps.',
    ],
    ...codeOf(view, 'fr'),
    call: view.offer ? 'Utiliser mon code' : 'Retourner à la boutique',
    closing: 'C’est la fin de nos messages de bienvenue. Merci de les avoir lus.',
    why: why(view),
  }),
  'welcome/advice': (view) => ({
    subject: 'Pouvons-nous vous aider à choisir ?',
    preview: 'Une question suffit souvent à se décider.',
    title: 'Pouvons-nous vous aider à choisir ?',
    opening: [
      'Cela fait un mois que vous nous avez rejoints. S’il vous manque une réponse pour choisir (une taille, un délai, un moyen de paiement), posez-nous la question : une personne de l’équipe vous répondra.',
    ],
    call: view.brand.pages.help ? 'Poser ma question' : 'Aller sur le site',
    href: view.brand.pages.help,
    why: why(view),
  }),
  'welcome/goodbye': (view) => ({
    subject: 'Ce qui plaît en ce moment',
    preview: 'Et si rien ne vous tente, dites-le-nous.',
    title: 'Ce qui plaît en ce moment',
    opening: [
      'Voici ce que l’on choisit le plus chez nous ces derniers temps. Rien ne vous tente ? Le lien au bas de ce message vous permet de choisir ce que vous recevez, ou de ne plus rien recevoir.',
    ],
    products: 'Les plus choisis en ce moment',
    call: 'Voir la boutique',
    why: why(view),
  }),
};
