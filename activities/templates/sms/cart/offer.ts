import type { Locale } from '../../../../domain/templates.ts';
import type { TemplateViews } from '../../view.ts';
import type { SmsWords } from '../compose.ts';
import { codeOf, end, gift } from '../offer-words.ts';
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
