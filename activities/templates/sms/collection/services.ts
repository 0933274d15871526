import type { Locale } from '../../../../domain/templates.ts';
import { serviceNames, servicePage } from '../../letter/services.ts';
import type { LetterView } from '../../view.ts';
import type { SmsWords } from '../compose.ts';

/** `collection/services` by text message: the services of the shop by their names (R91). */
export const servicesSms: Readonly<Record<Locale, (view: LetterView) => SmsWords>> = {
  fr: (view) => ({
    says: `pour choisir sans vous presser : ${serviceNames(view, 'fr').join(', ')}.`,
    links: [servicePage(view), view.shop.url],
  }),
  en: (view) => ({
    says: `to choose without any hurry: ${serviceNames(view, 'en').join(', ')}.`,
    links: [servicePage(view), view.shop.url],
  }),
};
