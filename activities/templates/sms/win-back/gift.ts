import type { Locale } from '../../../../domain/templates.ts';
import type { LetterView } from '../../view.ts';
import type { SmsWords } from '../compose.ts';
import { codeOf, end, gift } from '../offer-words.ts';

/** `win-back/gift` by text message, for valuable customers who answer no e-mail any more (R64). */
export const giftSms: Readonly<Record<Locale, (view: LetterView) => SmsWords>> = {
  fr: (view) => ({
    says: view.offer
      ? `pour vous revoir, ${gift(view.offer.gives, 'fr')}, code ${codeOf(view.offer)}${end(view, 'fr', ', jusqu’au ')} :`
      : 'cela fait un moment. Ce qui a changé :',
    links: [view.products[0]?.url, view.shop.url],
  }),
  en: (view) => ({
    says: view.offer
      ? `to see you again, ${gift(view.offer.gives, 'en')}, code ${codeOf(view.offer)}${end(view, 'en', ', until ')}:`
      : 'it has been a while. See what has changed:',
    links: [view.products[0]?.url, view.shop.url],
  }),
};
