import type { Locale } from '../../../../domain/templates.ts';
import type { Instant } from '../../../../domain/time/instant.ts';
import type { LetterView } from '../../view.ts';
import { gsm } from '../gsm.ts';
import type { SmsWords } from '../compose.ts';

type Words = Readonly<Record<Locale, (view: LetterView) => SmsWords>>;

const tags: Readonly<Record<Locale, string>> = { fr: 'fr-FR', en: 'en-GB' };

/** A day and hours as the shop's clock shows them, as short as they can be said. */
const shortTime = (instant: Instant, locale: Locale, { timezone }: LetterView['shop']): string =>
  new Intl.DateTimeFormat(tags[locale], {
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timezone ?? 'UTC',
  }).format(new Date(instant)) + (timezone === undefined ? ' UTC' : '');

const shortHour = (instant: Instant, locale: Locale, { timezone }: LetterView['shop']): string =>
  new Intl.DateTimeFormat(tags[locale], { hour: '2-digit', minute: '2-digit', timeZone: timezone ?? 'UTC' }).format(
    new Date(instant),
  );

const numberOf = ({ order }: LetterView): string => (order ? ` ${gsm(order.number, 20)}` : '');

const placeOf = ({ pickup }: LetterView, before: string): string =>
  pickup?.place ? before + gsm(pickup.place, 40) : '';

const untilOf = ({ pickup, shop }: LetterView, locale: Locale, before: string): string =>
  pickup?.until ? before + shortTime(pickup.until, locale, shop) : '';

/** `order/appointment` by text message: when the carrier comes (R87). */
export const appointmentSms: Words = {
  fr: (view) => ({
    says: view.appointment
      ? `livraison de votre commande${numberOf(view)} le ${shortTime(view.appointment.from, 'fr', view.shop)}-${shortHour(view.appointment.to, 'fr', view.shop)}.`
      : `un rendez-vous est pris pour livrer votre commande${numberOf(view)}.`,
    links: [view.appointment?.url, view.brand.pages.account, view.shop.url],
  }),
  en: (view) => ({
    says: view.appointment
      ? `your order${numberOf(view)} comes on ${shortTime(view.appointment.from, 'en', view.shop)}-${shortHour(view.appointment.to, 'en', view.shop)}.`
      : `there is an appointment to deliver your order${numberOf(view)}.`,
    links: [view.appointment?.url, view.brand.pages.account, view.shop.url],
  }),
};

/** `order/late` by text message (R87). */
export const lateSms: Words = {
  fr: (view) => ({
    says: `votre commande${numberOf(view)} a du retard, désolés. Nous vous écrivons dès qu’elle avance.`,
    links: [view.brand.pages.help, view.brand.pages.account, view.shop.url],
  }),
  en: (view) => ({
    says: `your order${numberOf(view)} is late, we are sorry. We write as soon as it moves.`,
    links: [view.brand.pages.help, view.brand.pages.account, view.shop.url],
  }),
};

/** `order/ready` by text message: where to fetch it, and until when (R87). */
export const readySms: Words = {
  fr: (view) => ({
    says: `votre commande${numberOf(view)} est prête${placeOf(view, ' : ')}${untilOf(view, 'fr', ', jusqu’au ')}.`,
    links: [view.brand.pages.account, view.shop.url],
  }),
  en: (view) => ({
    says: `your order${numberOf(view)} is ready${placeOf(view, ' at ')}${untilOf(view, 'en', ', until ')}.`,
    links: [view.brand.pages.account, view.shop.url],
  }),
};

/** `order/still-ready` by text message. */
export const stillReadySms: Words = {
  fr: (view) => ({
    says: `votre commande${numberOf(view)} vous attend toujours${placeOf(view, ' : ')}${untilOf(view, 'fr', ', jusqu’au ')}.`,
    links: [view.brand.pages.account, view.shop.url],
  }),
  en: (view) => ({
    says: `your order${numberOf(view)} is still waiting${placeOf(view, ' at ')}${untilOf(view, 'en', ', until ')}.`,
    links: [view.brand.pages.account, view.shop.url],
  }),
};
