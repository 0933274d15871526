import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `You receive this message because you told ${shop.name} the day of your birthday and agreed to our e-mails.`;

/** Birthday wishes in English: an advantage rather than a promotion (R56). */
export const birthdayEn: LettersOf<'birthday'> = {
  'birthday/wishes': (view) => ({
    subject: view.offer ? 'Happy birthday: a gift is waiting for you' : 'Happy birthday',
    preview: 'From all of us.',
    title: 'Happy birthday',
    opening: [
      view.offer
        ? `All of us wish you a lovely day. To celebrate it: ${giftWords(view.offer.gives, 'en')}.`
        : 'All of us wish you a lovely day.',
    ],
    ...codeOf(view, 'en'),
    products: 'Chosen for you',
    call: view.offer ? 'Enjoy my gift' : 'Come and see us',
    why: why(view),
  }),
  'birthday/last-days': (view) => ({
    subject: 'Your birthday gift is still waiting',
    preview: 'It would be a pity to lose it.',
    title: 'Your gift is still waiting',
    opening: [
      view.offer
        ? `We had given you ${giftWords(view.offer.gives, 'en')} for your birthday. The code still works.`
        : 'Your birthday gift is still waiting.',
    ],
    ...codeOf(view, 'en'),
    call: 'Enjoy my gift',
    closing: 'This is our last message about it, until next year.',
    why: why(view),
  }),
};
