import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `You receive this message because you ordered at ${shop.name} and agreed to our e-mails.`;

/** Winning back, in English: value first, a gift last, and only where the shop gives one. */
export const winBackEn: LettersOf<'win-back'> = {
  'win-back/news': (view) => ({
    subject: `News from ${view.shop.name} since your last visit`,
    preview: 'Chosen after what you like.',
    title: 'It has been a while',
    opening: [
      'Since your last order the shop has gone on without you. This may please you, after what you had chosen.',
    ],
    products: 'In the spirit of what you bought',
    call: 'See what has changed',
    why: why(view),
  }),
  'win-back/advice': (view) => ({
    subject: 'Is all well with what you bought?',
    preview: 'Help, advice, an answer: it is here.',
    title: 'Is all well with what you bought?',
    opening: [
      'This time we do not write to sell. If something is not right with what you bought, or you would like to get more out of it, tell us: a person of our team will answer you.',
    ],
    ...(view.brand.commitments.length > 0 && { list: view.brand.commitments }),
    call: view.brand.pages.help ? 'Ask for advice' : 'Go to the site',
    href: view.brand.pages.help,
    why: why(view),
  }),
  'win-back/gift': (view) => ({
    subject: view.offer ? 'To see you again' : 'Shall we stay in touch?',
    preview: view.offer ? 'A little something, if you feel like it.' : 'You choose what you receive from us.',
    title: view.offer ? 'A little something to see you again' : 'Shall we stay in touch?',
    opening: [
      view.offer
        ? `If you feel like it again, here is ${giftWords(view.offer.gives, 'en')} with your next order.`
        : 'You have not ordered for some time, and that is your right. The link at the bottom of this message lets you choose what you receive: less, something else, or nothing more.',
    ],
    ...codeOf(view, 'en'),
    products: 'In the spirit of what you bought',
    call: view.offer ? 'Use my code' : 'Return to the shop',
    closing: 'This is our last message about it.',
    why: why(view),
  }),
};
