import { oneLine } from '../../frame/clean.ts';
import type { OfferView, TemplateViews } from '../../view.ts';
import { formatMoney } from '../../../../domain/money.ts';
import { formatInstant, formatNumber, formatPercent } from '../format.ts';
import type { OfferCopy } from './offer.ts';
import { soldOutCopy } from './sold-out.ts';

/** `cart/offer` in English; without a code it says goodbye kindly and asks for nothing more. */
export const offerEn = (view: TemplateViews['cart/offer']): OfferCopy => {
  const { shop, offer } = view;
  const why = `You receive this message because you left a cart at ${shop.name} and agreed to our e-mails.`;
  const soldOut = soldOutCopy(view, 'en');
  if (soldOut && !offer) return { ...soldOut, why };
  if (!offer) {
    return {
      subject: 'One last word about your cart',
      preview: 'If you still like it, it is still here.',
      title: 'One last word, then we leave you in peace',
      opening:
        'This is the last time we write to you about this cart. If you still like it, it is still here. If not, thank you for your visit.',
      call: 'See my cart',
      closing: 'We hope to see you again, today or another day.',
      why,
    };
  }
  const { subject, opening } = words(offer.gives, shop.name);
  const code = {
    label: 'Your code',
    value: oneLine(offer.code, 40),
    use: 'Enter it in your cart or when you pay.',
    ...(offer.validUntil && { until: `Valid until ${formatInstant(offer.validUntil, 'en', shop.timezone)}.` }),
  };
  if (soldOut) return { ...soldOut, code, why };
  return {
    subject,
    preview: 'A code for this cart, if you still like it.',
    title: 'A little something for you',
    opening: `Do you still like what is in your cart? ${opening}`,
    code,
    call: 'Use my code',
    closing: 'This is our last message about this cart. Whatever you decide, thank you for your visit.',
    why,
  };
};

const words = (gives: OfferView['gives'], shop: string): { readonly subject: string; readonly opening: string } => {
  switch (gives.kind) {
    case 'percent': {
      const percent = formatPercent(gives.percent, 'en');
      return { subject: `${percent} off your cart at ${shop}`, opening: `Here is a code for ${percent} off.` };
    }
    case 'amount': {
      const amount = formatMoney(gives.amount, 'en-GB');
      return { subject: `${amount} off your cart at ${shop}`, opening: `Here is a code for ${amount} off.` };
    }
    case 'free-delivery':
      return { subject: `Free delivery for your cart at ${shop}`, opening: 'Here is a code for free delivery.' };
    case 'longer-returns': {
      const days = formatNumber(gives.days, 'en');
      return {
        subject: `${days} days for a return, for your cart at ${shop}`,
        opening: `Here is a code that gives you ${days} days for a return.`,
      };
    }
    case 'loyalty': {
      const points = formatNumber(gives.points, 'en');
      return {
        subject: `${points} points with your order at ${shop}`,
        opening: `Here is a code for ${points} loyalty points with your order.`,
      };
    }
    default:
      return gives satisfies never;
  }
};
