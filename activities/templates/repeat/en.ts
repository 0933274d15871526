import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';

/** For customers who come again and again, in English. */
export const repeatEn: LettersOf<'repeat'> = {
  'repeat/bundle': (view) => ({
    subject: 'A bundle, because you come back',
    preview: 'Several items at once, on better terms.',
    title: 'Take several',
    opening: [
      view.offer
        ? `This is not your first order. Make up your bundle: with this code, ${giftWords(view.offer.gives, 'en')}.`
        : 'This is not your first order: make up your bundle.',
    ],
    ...codeOf(view, 'en'),
    products: 'To make up your bundle',
    call: 'Make up my bundle',
    why: `You receive this message because you ordered several times at ${view.shop.name} and agreed to our e-mails.`,
  }),
};
