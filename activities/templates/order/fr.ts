import { formatInstant, formatStretch } from '../cart/format.ts';
import { oneLine } from '../frame/clean.ts';
import type { LettersOf } from '../letter/copy.ts';
import type { LetterView } from '../view.ts';

const numberOf = ({ order }: LetterView) => (order ? ` n° ${oneLine(order.number, 40)}` : '');
const why = ({ shop }: LetterView) => `Vous recevez ce message parce que vous avez commandé chez ${shop.name}.`;
const placeOf = ({ pickup }: LetterView) => (pickup?.place ? ` : ${oneLine(pickup.place, 80)}` : '');
const untilOf = ({ pickup, shop }: LetterView) =>
  pickup?.until ? ` Nous la gardons jusqu’au ${formatInstant(pickup.until, 'fr', shop.timezone)}.` : '';

/** What follows an order, in French. */
export const orderFr: LettersOf<'order'> = {
  'order/confirmation': (view) => ({
    subject: `Votre commande${numberOf(view)} est confirmée`,
    preview: 'Merci. Voici ce que vous avez commandé, et la suite.',
    title: 'Merci pour votre commande',
    opening: [
      `Votre commande${numberOf(view)} nous est bien parvenue. Nous la préparons, et nous vous écrirons quand elle partira.`,
    ],
    order: 'Votre commande',
    products: 'Cela va bien avec',
    call: view.brand.pages.account ? 'Suivre ma commande' : 'Aller sur le site',
    href: view.brand.pages.account,
    closing:
      'Une erreur, un changement ? Écrivez-nous vite depuis notre site : avant le départ, beaucoup reste possible.',
    why: why(view),
  }),
  'order/shipped': (view) => ({
    subject: view.parcel?.trackingUrl ? 'Votre colis est parti : suivez-le' : 'Votre colis est parti',
    preview: 'Où il est, et que faire si vous êtes absent(e).',
    title: 'Votre colis est parti',
    opening: [
      view.parcel?.carrier
        ? `Un colis de votre commande${numberOf(view)} est parti. Il voyage avec ${oneLine(view.parcel.carrier, 60)}.`
        : `Un colis de votre commande${numberOf(view)} est parti.`,
    ],
    points: [
      {
        term: 'Si vous êtes absent(e)',
        text: 'Le transporteur laisse un avis ou propose un autre jour : le suivi le dit en premier.',
      },
      {
        term: 'À l’arrivée',
        text: 'Ouvrez le colis devant le livreur si vous le pouvez. Abîmé ? Notez-le sur le bon et écrivez-nous sous trois jours, photos à l’appui.',
      },
      {
        term: 'S’il n’arrive pas',
        text: 'Sans nouvelle du suivi depuis plusieurs jours, écrivez-nous : nous cherchons avec vous.',
      },
    ],
    call: view.parcel?.trackingUrl ? 'Suivre mon colis' : 'Aller sur le site',
    href: view.parcel?.trackingUrl,
    why: why(view),
  }),
  'order/first-steps': (view) => ({
    subject: 'Bien commencer avec votre achat',
    preview: 'Cinq erreurs à éviter, et où trouver de l’aide.',
    title: 'Bien commencer',
    opening: [
      'Votre commande doit être chez vous. Pour en profiter dès le premier jour, voici les cinq erreurs à éviter.',
    ],
    points: [
      { term: '1. Jeter la notice trop vite', text: 'Deux minutes de lecture évitent la plupart des questions.' },
      { term: '2. Jeter l’emballage trop tôt', text: 'Gardez-le 14 jours : un retour voyage mieux dans sa boîte.' },
      { term: '3. Attendre pour vérifier', text: 'Essayez tout de suite : un défaut se règle plus vite à chaud.' },
      { term: '4. Oublier l’entretien', text: 'La page de l’article dit comment le garder longtemps comme neuf.' },
      { term: '5. Rester avec un doute', text: 'Posez-nous la question : c’est notre métier de répondre.' },
    ],
    products: 'Pour aller plus loin, d’après vos achats',
    call: view.brand.pages.guides ? 'Lire nos conseils' : 'Aller sur le site',
    href: view.brand.pages.guides,
    why: why(view),
  }),
  'order/review': (view) => ({
    subject: 'Qu’en pensez-vous ?',
    preview: 'Une minute de votre avis aide les suivants à choisir.',
    title: 'Qu’en pensez-vous ?',
    opening: [
      'Vous avez eu le temps de l’essayer. Dites en une minute ce que vous en pensez, le bon comme le moins bon : c’est ce qui aide le plus ceux qui hésitent.',
    ],
    order: 'Votre commande',
    call: 'Donner mon avis',
    href: view.brand.pages.reviews,
    closing: 'Un souci plutôt qu’un avis ? Écrivez-nous d’abord : nous préférons le régler.',
    why: why(view),
  }),
  'order/returned': (view) => ({
    subject: 'Et si c’était plutôt ceci ?',
    preview: 'Ce qui vous conviendra peut-être mieux.',
    title: 'Ce qui vous conviendra peut-être mieux',
    opening: [
      'Votre retour nous est bien parvenu. Si vous cherchez toujours, voici d’autres articles du même genre, choisis d’après vos achats.',
    ],
    products: 'Dans le même genre',
    call: 'Voir la boutique',
    closing: 'Dites-nous ce qui n’allait pas : cela nous aide à mieux décrire nos articles.',
    why: why(view),
  }),
  'order/appointment': (view) => ({
    subject: 'Votre livraison a rendez-vous avec vous',
    preview: 'Le jour et l’heure, et comment en changer.',
    title: 'Rendez-vous pour votre livraison',
    opening: [
      view.appointment
        ? `Votre commande${numberOf(view)} vous sera livrée ${formatStretch(view.appointment.from, view.appointment.to, 'fr', view.shop.timezone)}.`
        : `Un rendez-vous est pris pour la livraison de votre commande${numberOf(view)}.`,
    ],
    call: view.appointment?.url ? 'Changer de rendez-vous' : 'Suivre ma commande',
    href: view.appointment?.url ?? view.brand.pages.account,
    why: why(view),
  }),
  'order/late': (view) => ({
    subject: `Votre commande${numberOf(view)} a du retard`,
    preview: 'Nous vous le disons avant que vous n’attendiez.',
    title: 'Votre commande a du retard',
    opening: [
      `Votre commande${numberOf(view)} arrivera plus tard que prévu, et nous en sommes désolés. Vous n’avez rien à faire : nous vous écrirons dès qu’elle avance.`,
      'Si ce retard ne vous convient pas, répondez-nous : nous cherchons une solution avec vous.',
    ],
    order: 'Votre commande',
    call: view.brand.pages.help ? 'Nous écrire' : 'Suivre ma commande',
    href: view.brand.pages.help ?? view.brand.pages.account,
    why: why(view),
  }),
  'order/ready': (view) => ({
    subject: `Votre commande${numberOf(view)} vous attend`,
    preview: 'Elle est prête : venez quand vous voulez.',
    title: 'Votre commande vous attend',
    opening: [`Votre commande${numberOf(view)} est prête${placeOf(view)}.${untilOf(view)}`],
    order: 'Votre commande',
    call: view.brand.pages.account ? 'Voir ma commande' : 'Aller sur le site',
    href: view.brand.pages.account,
    why: why(view),
  }),
  'order/still-ready': (view) => ({
    subject: `Votre commande${numberOf(view)} vous attend toujours`,
    preview: 'Un rappel, pour ne pas la laisser repartir.',
    title: 'Votre commande vous attend toujours',
    opening: [`Votre commande${numberOf(view)} est toujours prête${placeOf(view)}.${untilOf(view)}`],
    call: view.brand.pages.account ? 'Voir ma commande' : 'Aller sur le site',
    href: view.brand.pages.account,
    why: why(view),
  }),
  'order/share': (view) => ({
    subject: 'Chez vous, cela donne quoi ?',
    preview: 'Une photo dit souvent mieux.',
    title: 'Chez vous, cela donne quoi ?',
    opening: [
      'Une photo de ce que vous avez choisi, chez vous, aide plus que nos plus belles images. Si l’envie vous en dit, montrez-la : nous la regarderons avec plaisir, et d’autres avec vous.',
    ],
    order: 'Votre commande',
    call: view.brand.pages.social ? 'Montrer le mien' : 'Laisser un avis avec une photo',
    href: view.brand.pages.social ?? view.brand.pages.reviews,
    why: why(view),
  }),
};
