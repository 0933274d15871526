import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) => `You receive this message because you created an account at ${shop.name}.`;

/** The activation of an account in English: first how to find one's way, then what others chose. */
export const accountEn: LettersOf<'account'> = {
  'account/start': (view) => ({
    subject: `Your ${view.shop.name} account is ready`,
    preview: 'What it lets you do, in a minute.',
    title: 'Your account is ready',
    opening: ['Thank you for creating it. This is how to find your way.'],
    points: [
      { term: 'Categories', text: 'The menu of our site sorts the items by use: it is the shortest way.' },
      { term: 'Filters', text: 'Price, size, colour, availability: they keep only what suits you.' },
      { term: 'Reviews', text: 'You can read the buyers’ reviews on the page of each item.' },
      {
        term: 'Guarantees',
        text: 'Every item has the two years’ legal guarantee of conformity, and you have 14 days after delivery to change your mind (legal exceptions apart).',
      },
    ],
    ...(view.brand.commitments.length > 0 && { list: view.brand.commitments }),
    call: view.brand.pages.account ? 'Open my account' : 'Go to the site',
    href: view.brand.pages.account,
    closing: 'If you did not create this account, write to us from our site.',
    why: why(view),
  }),
  'account/reviews': (view) => ({
    subject: 'They hesitated too',
    preview: 'What others chose, and what they say about it.',
    title: 'What others chose',
    opening: [
      'When you do not know a shop yet, the experience of others helps. You can read their reviews on the page of each item: the good ones and the less good ones.',
    ],
    reviews: 'What they say about it',
    products: 'What they chose',
    call: 'Read the reviews',
    href: view.brand.pages.reviews,
    why: `${why(view)} You agreed to our e-mails.`,
  }),
  'account/best-sellers': (view) => ({
    subject: view.offer ? 'For your first order' : 'The safe choices of the shop',
    preview: view.offer ? 'A little something, for a while.' : 'To choose without going wrong.',
    title: view.offer ? 'A little something to begin with' : 'The safe choices of the shop',
    opening: [
      view.offer
        ? `Here is ${giftWords(view.offer.gives, 'en')} with your first order, for a while only.`
        : 'If you wonder where to begin, this is what our customers choose most.',
    ],
    ...codeOf(view, 'en'),
    products: 'The most chosen at present',
    call: view.offer ? 'Use my code' : 'See the shop',
    why: `${why(view)} You agreed to our e-mails.`,
  }),
};
