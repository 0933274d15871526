import type { Locale } from '../../../../domain/templates.ts';
import type { LetterView } from '../../view.ts';
import type { SmsWords } from '../compose.ts';
import { codeOf, end, gift } from '../offer-words.ts';

/** `birthday/wishes` by text message (R55). */
export const wishesSms: Readonly<Record<Locale, (view: LetterView) => SmsWords>> = {
  fr: (view) => ({
    says: view.offer
      ? `joyeux anniversaire ! ${gift(view.offer.gives, 'fr')}, code ${codeOf(view.offer)}${end(view, 'fr', ', jusqu’au ')} :`
      : 'toute la maison vous souhaite un joyeux anniversaire !',
    links: [view.shop.url],
  }),
  en: (view) => ({
    says: view.offer
      ? `happy birthday! ${gift(view.offer.gives, 'en')}, code ${codeOf(view.offer)}${end(view, 'en', ', until ')}:`
      : 'all of us wish you a happy birthday!',
    links: [view.shop.url],
  }),
};
