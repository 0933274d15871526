import { oneLine } from '../frame/clean.ts';
import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous avez accepté les e-mails de ${shop.name} et regardé des articles sur son site.`;

/** What they looked at last, by its name where the catalogue tells one. */
const named = ({ products: [product] }: LetterView) =>
  product ? `« ${oneLine(product.title, 60)} »` : 'ce que vous avez regardé';

/** Looking without choosing, in French: a help to find it again, then what others say; no pressure, nothing invented. */
export const browseFr: LettersOf<'browse'> = {
  'browse/reminder': (view) => ({
    subject: view.products.length > 0 ? `Retrouver ${named(view)}` : 'Retrouver ce que vous avez regardé',
    preview: 'Gardé au chaud, au cas où vous y penseriez encore.',
    title: 'Vous y pensez encore ?',
    opening: [
      view.products.length > 1
        ? 'Vous avez regardé ces articles ces derniers jours. Les voici au même endroit, pour les comparer tranquillement.'
        : `Vous êtes revenu(e) voir ${named(view)} ces derniers jours. Voici le chemin, si vous y pensez encore.`,
    ],
    products: 'Regardés par vous',
    call: 'Revoir l’article',
    href: view.products[0]?.url,
    closing:
      'Une hésitation sur la taille, le délai ou le retour ? Écrivez-nous depuis notre site, nous répondons volontiers.',
    why: why(view),
  }),
  'browse/selection': (view) => ({
    subject: 'Notre choix, d’après ce que vous avez regardé',
    preview: 'Quelques articles pour comparer sans tout parcourir.',
    title: 'Pour choisir sans tout parcourir',
    opening: [
      'Vous avez comparé plusieurs articles du même genre. Voici ceux que nos clients choisissent le plus dans cette catégorie.',
    ],
    products: 'Les plus choisis du même genre',
    call: 'Comparer sur le site',
    why: why(view),
  }),
  'browse/reviews': (view) => ({
    subject: 'Ce qu’en disent ceux qui ont choisi',
    preview: 'Les avis répondent souvent à la dernière question.',
    title: 'Ceux qui ont choisi en parlent mieux que nous',
    opening: [
      'Avant de se décider, beaucoup lisent les avis : ils disent ce qu’une photo ne montre pas. Ils se trouvent sur la page de chaque article.',
    ],
    products: 'Les plus choisis du même genre',
    call: view.brand.pages.reviews ? 'Lire les avis' : 'Aller sur le site',
    href: view.brand.pages.reviews,
    closing: 'C’est notre dernier message à ce sujet.',
    why: why(view),
  }),
  'browse/season': (view) => ({
    subject: view.offer ? 'De quoi choisir l’esprit tranquille' : `Retrouver ${named(view)}`,
    preview: view.offer ? 'Un service pour vos cadeaux, sans rien changer au prix.' : 'Au même endroit, pour comparer.',
    title: view.offer ? 'Choisir l’esprit tranquille' : 'Vous y pensez encore ?',
    opening: [
      view.offer
        ? `Pour choisir sans vous presser, voici ${giftWords(view.offer.gives, 'fr')} sur votre prochaine commande.`
        : 'Vous avez regardé ces articles ces derniers jours. Les voici au même endroit, pour les comparer tranquillement.',
    ],
    ...codeOf(view, 'fr'),
    products: 'Regardés par vous',
    call: view.offer ? 'Utiliser mon code' : 'Revoir les articles',
    ...(view.brand.pages.returns && view.offer?.gives.kind === 'longer-returns'
      ? { closing: 'Comment un retour se passe est expliqué sur notre site, à la page des retours.' }
      : {}),
    why: why(view),
  }),
};
