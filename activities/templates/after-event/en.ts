import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import { programmePoints } from './programmes.ts';
import { questionWords } from './question.ts';
import { standingPoints } from './standing.ts';
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
  'after-event/standing': (view) => ({
    subject: 'Where you stand in the programme',
    preview: 'Your balance after the event, and what is near.',
    title: 'Where you stand in the programme',
    opening: ['Your orders of the last days count too. This is what you have, and what is near.'],
    points: standingPoints(view, 'en'),
    products: 'Something to use it for',
    call: 'See my advantages',
    href: view.brand.pages.loyalty ?? view.brand.pages.account,
    why: `You receive this message because you are a member of the loyalty programme of ${view.shop.name} and agreed to our e-mails.`,
  }),
  'after-event/question': (view) => {
    const { subject, asks, call } = questionWords.en[view.question?.about ?? 'channel'];
    return {
      subject,
      preview: 'One, and no other.',
      title: 'One question, and no other',
      opening: [asks],
      call,
      href: view.question?.url ?? view.preferencesUrl,
      why: why(view),
    };
  },
  'after-event/worth': (view) => ({
    subject: `What you find at ${view.shop.name} on any other day`,
    preview: 'Apart from the great dates.',
    title: 'On any other day too',
    opening:
      view.brand.story === undefined
        ? ['An event is short. What we choose, and how we sell it, does not change with the dates.']
        : ['An event is short. What we are does not change with the dates.', view.brand.story],
    list: view.brand.commitments,
    call: 'Go to the site',
    href: view.brand.pages.guides,
    why: why(view),
  }),
  'after-event/advantage': (view) => ({
    subject: view.offer ? 'To thank you for your order' : 'Thank you for your order',
    preview: 'For your next visit.',
    title: 'Thank you for your order',
    opening: [
      view.offer
        ? `You ordered while everybody did, and we thank you for it. For your next order: ${giftWords(view.offer.gives, 'en')}.`
        : 'You ordered while everybody did, and we thank you for it.',
    ],
    ...codeOf(view, 'en'),
    call: 'Use it',
    why: why(view),
  }),
};
