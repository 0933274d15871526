import type { CartView } from '../../view.ts';
import type { ReassuranceCopy } from './reassurance.ts';
import { soldOutCopy } from './sold-out.ts';

/** `cart/reassurance` in French. It promises only what the law or the cart page already say. */
export const reassuranceFr = (view: CartView): ReassuranceCopy => ({
  subject: 'Livraison, retours, avis : l’essentiel avant de vous décider',
  preview: `Ce qu’il est utile de savoir avant de commander chez ${view.shop.name}.`,
  title: 'Pour vous décider en toute tranquillité',
  opening:
    'Votre panier est toujours là. Avant de choisir, voici les réponses aux questions que l’on nous pose le plus.',
  points: view.answers ?? [
    {
      term: 'La livraison',
      text: 'Les modes de livraison et leur prix exact s’affichent dans votre panier, avant tout paiement.',
    },
    {
      term: 'Les délais',
      text: 'La date de livraison prévue vous est indiquée avant de valider, puis rappelée dans la confirmation de commande.',
    },
    {
      term: 'Les retours',
      text: 'Vous changez d’avis ? Vous avez 14 jours après la réception pour nous le dire (hors exceptions légales, comme les produits personnalisés ou périssables).',
    },
    {
      term: 'Les avis',
      text: 'Les avis de nos clients se lisent sur notre site, sur la page de chaque article.',
    },
  ],
  call: 'Revoir mon panier',
  closing: 'Une question reste sans réponse ? Écrivez-nous depuis notre site, nous vous répondrons avec plaisir.',
  why: `Vous recevez ce message parce que vous avez laissé un panier chez ${view.shop.name} et accepté nos e-mails.`,
  ...soldOutCopy(view, 'fr'),
});
