import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `You receive this message because you ordered at ${shop.name} and agreed to our e-mails.`;

/** Before a customer is lost, in English: something for them, then help, a gift last and only where the shop gives one. */
export const atRiskEn: LettersOf<'at-risk'> = {
  'at-risk/picked': (view) => ({
    subject: 'Chosen after what you bought',
    preview: 'A few items, and nothing else.',
    title: 'Chosen after what you bought',
    opening: [
      'You have been ordering from us for some time, and we begin to know what suits you. This is what we would show you if you came by.',
    ],
    products: 'In the spirit of what you bought',
    call: 'See the selection',
    why: why(view),
  }),
  'at-risk/advice': (view) => ({
    subject: 'Could we do better?',
    preview: 'A word is enough, and a person answers.',
    title: 'Could we do better?',
    opening: [
      'A delay, a size, an item that is missing: what bothered you interests us more than what pleased you. Tell us in a word, and a person of our team will answer you.',
    ],
    ...(view.brand.commitments.length > 0 && { list: view.brand.commitments }),
    call: view.brand.pages.help ? 'Tell us' : 'Go to the site',
    href: view.brand.pages.help,
    why: why(view),
  }),
  'at-risk/gift': (view) => ({
    subject: view.offer ? 'A little something for you' : 'What may please you now',
    preview: view.offer ? 'Because you are one of our regulars.' : 'Chosen after what you bought.',
    title: view.offer ? 'A little something for you' : 'What may please you now',
    opening: [
      view.offer
        ? `Because you are one of our regulars, here is ${giftWords(view.offer.gives, 'en')} with your next order.`
        : 'The season has changed since your last order, and the shop with it.',
    ],
    ...codeOf(view, 'en'),
    products: 'In the spirit of what you bought',
    call: view.offer ? 'Use my code' : 'See the shop',
    closing: 'We will not insist: the link at the bottom of this message lets you choose what you receive.',
    why: why(view),
  }),
};
