import { formatMoney } from '../../../domain/money.ts';
import type { Locale } from '../../../domain/templates.ts';
import { formatInstant, formatNumber, formatPercent } from '../cart/format.ts';
import type { CodeCopy } from '../frame/code.tsx';
import { oneLine } from '../frame/clean.ts';
import type { LetterView, OfferView } from '../view.ts';

/** What an offer gives, as a part of a sentence: `10 % de réduction`, `free delivery`. */
export const giftWords = (gives: OfferView['gives'], locale: Locale): string => words[locale](gives);

const words: Readonly<Record<Locale, (gives: OfferView['gives']) => string>> = {
  fr: (gives) => {
    switch (gives.kind) {
      case 'percent':
        return `${formatPercent(gives.percent, 'fr')} de réduction`;
      case 'amount':
        return `${formatMoney(gives.amount, 'fr')} de réduction`;
      case 'free-delivery':
        return 'la livraison offerte';
      case 'longer-returns':
        return `${formatNumber(gives.days, 'fr')} jours pour un retour`;
      case 'loyalty':
        return `${formatNumber(gives.points, 'fr')} points de fidélité`;
      default:
        return gives satisfies never;
    }
  },
  en: (gives) => {
    switch (gives.kind) {
      case 'percent':
        return `${formatPercent(gives.percent, 'en')} off`;
      case 'amount':
        return `${formatMoney(gives.amount, 'en')} off`;
      case 'free-delivery':
        return 'free delivery';
      case 'longer-returns':
        return `${formatNumber(gives.days, 'en')} days for a return`;
      case 'loyalty':
        return `${formatNumber(gives.points, 'en')} loyalty points`;
      default:
        return gives satisfies never;
    }
  },
};

/** The box with the code of a letter's offer; nothing when it carries none. */
export const codeOf = ({ offer, shop }: LetterView, locale: Locale): { readonly code?: CodeCopy } => {
  if (!offer) return {};
  const until = offer.validUntil && formatInstant(offer.validUntil, locale, shop.timezone);
  return {
    code: {
      label: locale === 'fr' ? 'Votre code' : 'Your code',
      value: oneLine(offer.code, 40),
      use:
        locale === 'fr'
          ? 'À saisir dans votre panier ou au moment de payer.'
          : 'Enter it in your cart or when you pay.',
      ...(until && { until: locale === 'fr' ? `Valable jusqu’au ${until}.` : `Valid until ${until}.` }),
    },
  };
};
