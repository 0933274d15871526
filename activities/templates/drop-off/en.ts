import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `You receive this message because you looked around at ${shop.name} and agreed to our e-mails.`;

/** To who fell silent while an event is on, in English: something else than before, then the last days. */
export const dropOffEn: LettersOf<'drop-off'> = {
  'drop-off/another': (view) => ({
    subject: 'Something else, perhaps?',
    preview: view.offer ? 'Chosen anew, with a little something for you.' : 'Chosen anew, after what you looked at.',
    title: 'Something else, perhaps?',
    opening: [
      'You looked around, and perhaps the right thing was not there. Here is another choice, in the same spirit.',
      ...(view.offer
        ? [`And a little something for you, if it pleases you: ${giftWords(view.offer.gives, 'en')}.`]
        : []),
    ],
    ...codeOf(view, 'en'),
    products: 'Another choice',
    call: 'See the selection',
    why: why(view),
  }),
  'drop-off/last-days': (view) => ({
    subject: `${view.shop.name}: the last days`,
    preview: 'Afterwards it is over.',
    title: 'These are the last days',
    opening: [
      'The event is coming to its end. If something you saw still pleases you, this is the moment; if not, we leave it at that.',
    ],
    products: 'What you had looked at',
    call: 'See it again',
    why: why(view),
  }),
};
