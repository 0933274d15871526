import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';

/** The day of the first order, in English. */
export const anniversaryEn: LettersOf<'anniversary'> = {
  'anniversary/thanks': (view) => ({
    subject: `Your first order at ${view.shop.name} was a year or more ago`,
    preview: 'Thank you for your trust since that day.',
    title: 'Thank you, since the first day',
    opening: [
      'At this time of the year you trusted us for the first time. We have not forgotten it.',
      ...(view.offer ? [`To thank you: ${giftWords(view.offer.gives, 'en')}.`] : []),
    ],
    ...codeOf(view, 'en'),
    products: 'In the spirit of what you bought',
    call: view.offer ? 'Enjoy this thank-you' : 'Come and see us',
    why: `You receive this message because you ordered at ${view.shop.name} and agreed to our e-mails.`,
  }),
};
