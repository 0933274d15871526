import type { LettersOf } from '../letter/copy.ts';
import { programmePoints } from './programmes.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `You receive this message because you ordered at ${shop.name} and agreed to our e-mails.`;

/** After an event, in English: how it went while it is fresh, then what goes on all year. */
export const afterEventEn: LettersOf<'after-event'> = {
  'after-event/survey': (view) => ({
    subject: 'How did it go?',
    preview: 'A minute, while it is fresh.',
    title: 'How did it go?',
    opening: [
      'You ordered from us while everybody did. The choice, the payment, the delivery that was announced: tell us in a minute what was good and what was less so.',
    ],
    order: 'Your order',
    call: 'Leave my opinion',
    href: view.brand.pages.reviews,
    closing: 'A problem rather than an opinion? Write to us first: we would rather solve it.',
    why: why(view),
  }),
  'after-event/programmes': (view) => ({
    subject: `And now ${view.shop.name} all year`,
    preview: 'What stays when the event is over.',
    title: 'What stays when the event is over',
    opening: ['Great dates pass; what follows is there all year, and you take of it what you like.'],
    points: programmePoints(view, 'en'),
    products: 'In the spirit of what you bought',
    call: view.brand.pages.loyalty ? 'See the loyalty programme' : 'Go to the site',
    href: view.brand.pages.loyalty,
    why: why(view),
  }),
};
