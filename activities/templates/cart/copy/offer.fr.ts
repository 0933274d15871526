import { oneLine } from '../../frame/clean.ts';
import type { OfferView, TemplateViews } from '../../view.ts';
import { formatMoney } from '../../../../domain/money.ts';
import { formatInstant, formatNumber, formatPercent } from '../format.ts';
import type { OfferCopy } from './offer.ts';
import { soldOutCopy } from './sold-out.ts';

/** `cart/offer` in French; without a code it says goodbye kindly and asks for nothing more. */
export const offerFr = (view: TemplateViews['cart/offer']): OfferCopy => {
  const { shop, offer } = view;
  const why = `Vous recevez ce message parce que vous avez laissé un panier chez ${shop.name} et accepté nos e-mails.`;
  const soldOut = soldOutCopy(view, 'fr');
  if (soldOut && !offer) return { ...soldOut, why };
  if (!offer) {
    return {
      subject: 'Un dernier mot à propos de votre panier',
      preview: 'S’il vous fait toujours envie, il est encore là.',
      title: 'Un dernier mot, puis nous vous laissons tranquille',
      opening:
        'C’est la dernière fois que nous vous écrivons au sujet de ce panier. S’il vous fait toujours envie, il est encore là. Sinon, merci de votre visite.',
      call: 'Voir mon panier',
      closing: 'Au plaisir de vous revoir, aujourd’hui ou un autre jour.',
      why,
    };
  }
  const { subject, opening } = words(offer.gives, shop.name);
  const code = {
    label: 'Votre code',
    value: oneLine(offer.code, 40),
    use: 'À saisir dans votre panier ou au moment de payer.',
    ...(offer.validUntil && { until: `Valable jusqu’au ${formatInstant(offer.validUntil, 'fr', shop.timezone)}.` }),
  };
  if (soldOut) return { ...soldOut, code, why };
  return {
    subject,
    preview: 'Un code rien que pour ce panier, si l’envie est toujours là.',
    title: 'Une petite attention pour vous',
    opening: `Votre panier vous fait toujours envie ? ${opening}`,
    code,
    call: 'Utiliser mon code',
    closing: 'C’est notre dernier message au sujet de ce panier. Quoi que vous décidiez, merci de votre visite.',
    why,
  };
};

const words = (gives: OfferView['gives'], shop: string): { readonly subject: string; readonly opening: string } => {
  switch (gives.kind) {
    case 'percent': {
      const percent = formatPercent(gives.percent, 'fr');
      return {
        subject: `${percent} sur votre panier chez ${shop}`,
        opening: `Voici un code pour ${percent} de réduction.`,
      };
    }
    case 'amount': {
      const amount = formatMoney(gives.amount, 'fr-FR');
      return {
        subject: `${amount} sur votre panier chez ${shop}`,
        opening: `Voici un code pour ${amount} de réduction.`,
      };
    }
    case 'free-delivery':
      return {
        subject: `Livraison offerte pour votre panier chez ${shop}`,
        opening: 'Voici un code qui vous offre la livraison.',
      };
    case 'longer-returns': {
      const days = formatNumber(gives.days, 'fr');
      return {
        subject: `${days} jours pour un retour, pour votre panier chez ${shop}`,
        opening: `Voici un code qui vous donne ${days} jours pour un retour.`,
      };
    }
    case 'loyalty': {
      const points = formatNumber(gives.points, 'fr');
      return {
        subject: `${points} points avec votre commande chez ${shop}`,
        opening: `Voici un code pour ${points} points de fidélité avec votre commande.`,
      };
    }
    default:
      return gives satisfies never;
  }
};
