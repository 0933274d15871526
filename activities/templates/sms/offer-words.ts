import { formatMoney } from '../../../domain/money.ts';
import type { Locale } from '../../../domain/templates.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { formatNumber, formatPercent } from '../cart/format.ts';
import type { FrameView, OfferView } from '../view.ts';
import { gsm } from './gsm.ts';

/** The code as a text message may show it. */
export const codeOf = ({ code }: OfferView): string => gsm(code, 40);

/** What the offer gives, as short as it can be said. */
export const gift = (gives: OfferView['gives'], locale: Locale): string => {
  switch (gives.kind) {
    case 'percent':
      return `-${formatPercent(gives.percent, locale)}`;
    case 'amount':
      return `-${formatMoney(gives.amount, locale === 'fr' ? 'fr-FR' : 'en-GB')}`;
    case 'free-delivery':
      return locale === 'fr' ? 'livraison offerte' : 'free delivery';
    case 'longer-returns':
      return locale === 'fr' ? `retours ${gives.days} jours` : `returns ${gives.days} days`;
    case 'loyalty':
      return `${formatNumber(gives.points, locale)} points`;
    default:
      return gives satisfies never;
  }
};

/** The code's last day and minute by the shop's clock, as short as they can be said. */
export const end = (
  { offer, shop }: { readonly offer?: OfferView; readonly shop: FrameView['shop'] },
  locale: Locale,
  before: string,
): string => {
  if (offer?.validUntil === undefined) return '';
  return before + shortInstant(offer.validUntil, locale, shop.timezone);
};

/** A day and a minute by the shop's clock. */
export const shortInstant = (instant: Instant, locale: Locale, timezone: string | undefined): string => {
  const format = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timezone ?? 'UTC',
  });
  return format.format(new Date(instant)) + (timezone === undefined ? ' UTC' : '');
};
