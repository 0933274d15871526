import type { Locale } from '../../../../domain/templates.ts';
import type { LetterView } from '../../view.ts';
import type { SmsWords } from '../compose.ts';

/** `replenishment/last` by text message: a simple question, for valuable customers (R39). */
export const lastSms: Readonly<Record<Locale, (view: LetterView) => SmsWords>> = {
  fr: ({ products, shop }) => ({ says: 'vous continuez ? Renouveler :', links: [products[0]?.url, shop.url] }),
  en: ({ products, shop }) => ({ says: 'do you go on with it? Renew it:', links: [products[0]?.url, shop.url] }),
};
