import { formatMoney } from '../../../../domain/money.ts';
import type { Locale } from '../../../../domain/templates.ts';
import type { Instant } from '../../../../domain/time/instant.ts';
import { formatNumber, formatPercent } from '../../cart/format.ts';
import type { OfferView, TemplateViews } from '../../view.ts';
import { gsm } from '../gsm.ts';
import type { SmsWords } from '../compose.ts';
import { reminderSms } from './reminder.ts';

type View = TemplateViews['cart/offer'];

/** `cart/offer` by text message: the same code with the same end as by e-mail (R220); without a code, a reminder. */
export const offerSms: Readonly<Record<Locale, (view: View) => SmsWords>> = {
  fr: (view) =>
    view.offer === undefined
      ? reminderSms.fr(view)
      : {
          says: `${gift(view.offer.gives, 'fr')} sur votre panier, code ${codeOf(view.offer)}${end(view, 'fr', ', jusqu’au ')} :`,
          links: [view.cart.url, view.shop.url],
        },
  en: (view) =>
    view.offer === undefined
      ? reminderSms.en(view)
      : {
          says: `${gift(view.offer.gives, 'en')} on your cart, code ${codeOf(view.offer)}${end(view, 'en', ', until ')}:`,
          links: [view.cart.url, view.shop.url],
        },
};

const codeOf = ({ code }: OfferView): string => gsm(code, 40);

const gift = (gives: OfferView['gives'], locale: Locale): string => {
  switch (gives.kind) {
    case 'percent':
      return `-${formatPercent(gives.percent, locale)}`;
    case 'amount':
      return `-${formatMoney(gives.amount, locale === 'fr' ? 'fr-FR' : 'en-GB')}`;
    case 'free-delivery':
      return locale === 'fr' ? 'livraison offerte' : 'free delivery';
    case 'loyalty':
      return `${formatNumber(gives.points, locale)} points`;
    default:
      return gives satisfies never;
  }
};

/** The code's last day and minute by the shop's clock, as short as they can be said. */
const end = ({ offer, shop }: View, locale: Locale, before: string): string => {
  if (offer?.validUntil === undefined) return '';
  return before + shortInstant(offer.validUntil, locale, shop.timezone);
};

const shortInstant = (instant: Instant, locale: Locale, timezone: string | undefined): string => {
  const format = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timezone ?? 'UTC',
  });
  return format.format(new Date(instant)) + (timezone === undefined ? ' UTC' : '');
};
