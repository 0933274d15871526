import { oneLine } from '../../frame/clean.ts';
import type { TemplateViews } from '../../view.ts';
import { formatInstant, formatPercent } from '../format.ts';
import type { OfferCopy } from './offer.ts';

/** `cart/offer` in French; without a code it says goodbye kindly and asks for nothing more. */
export const offerFr = ({ shop, offer }: TemplateViews['cart/offer']): OfferCopy => {
  const why = `Vous recevez ce message parce que vous avez laissé un panier chez ${shop.name} et accepté nos e-mails.`;
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
  const percent = formatPercent(offer.percent, 'fr');
  return {
    subject: `${percent} sur votre panier chez ${shop.name}`,
    preview: 'Un code rien que pour ce panier, si l’envie est toujours là.',
    title: 'Une petite attention pour vous',
    opening: `Votre panier vous fait toujours envie ? Voici un code pour ${percent} de réduction.`,
    code: {
      label: 'Votre code',
      value: oneLine(offer.code, 40),
      use: 'À saisir dans votre panier ou au moment de payer.',
      ...(offer.validUntil && { until: `Valable jusqu’au ${formatInstant(offer.validUntil, 'fr', shop.timezone)}.` }),
    },
    call: 'Utiliser mon code',
    closing: 'C’est notre dernier message au sujet de ce panier. Quoi que vous décidiez, merci de votre visite.',
    why,
  };
};
