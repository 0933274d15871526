import { formatMoney } from '../../../domain/money.ts';
import { oneLine } from '../frame/clean.ts';
import { formatNumber } from '../cart/format.ts';
import type { LettersOf } from '../letter/copy.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop, alert }: LetterView) =>
  alert?.asked
    ? `Vous recevez ce message parce que vous avez demandé à ${shop.name} de vous prévenir pour cet article.`
    : `Vous recevez ce message parce que vous avez accepté les e-mails de ${shop.name} et montré de l’intérêt pour cet article.`;

const named = ({ products: [product] }: LetterView) =>
  product ? `« ${oneLine(product.title, 60)} »` : 'l’article qui vous intéresse';

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What happened to a product, in French: facts as they are when the message is made, and no pressure beyond them. */
export const alertFr: LettersOf<'alert'> = {
  'alert/back-in-stock': (view) => ({
    subject: `${sentence(named(view))} : de nouveau disponible`,
    preview: 'Il vient de revenir en stock.',
    title: 'De nouveau disponible',
    opening: [
      view.alert?.asked
        ? `Vous nous aviez demandé de vous prévenir : ${named(view)} peut de nouveau être commandé.`
        : `Bonne nouvelle : ${named(view)} peut de nouveau être commandé.`,
    ],
    products: 'Votre article',
    call: 'Voir l’article',
    href: view.products[0]?.url,
    ...(view.alert?.asked && { closing: 'C’est le seul message de cette demande : elle est close.' }),
    why: why(view),
  }),
  'alert/low-stock': (view) => ({
    subject: `${sentence(named(view))} : bientôt épuisé`,
    preview: 'Il en reste peu, si vous y pensez encore.',
    title: 'Il en reste peu',
    opening: [
      view.alert?.left === undefined
        ? `Il ne reste que quelques exemplaires de ${named(view)}. Si vous y pensez encore, c’est le moment d’y revenir.`
        : `Au moment où nous écrivons, il reste ${formatNumber(view.alert.left, 'fr')} exemplaire${view.alert.left > 1 ? 's' : ''} de ${named(view)}. Si vous y pensez encore, c’est le moment d’y revenir.`,
    ],
    products: 'Votre article',
    call: 'Voir l’article',
    href: view.products[0]?.url,
    closing: 'Rien n’est réservé : d’autres peuvent le commander avant vous.',
    why: why(view),
  }),
  'alert/price-drop': (view) => ({
    subject: `${sentence(named(view))} : le prix a baissé`,
    preview: 'Le prix d’un article que vous avez regardé a baissé.',
    title: 'Le prix a baissé',
    opening: [
      view.alert?.prior && view.products[0]
        ? `${sentence(named(view))} est maintenant à ${formatMoney(view.products[0].unitPrice, 'fr')}. Son prix le plus bas des 30 jours avant cette baisse était de ${formatMoney(view.alert.prior, 'fr')}.`
        : `Le prix de ${named(view)} a baissé.`,
    ],
    products: 'Votre article',
    call: 'Voir l’article',
    href: view.products[0]?.url,
    why: why(view),
  }),
};
