import { formatNumber } from '../cart/format.ts';
import { oneLine } from '../frame/clean.ts';
import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `You receive this message because you are a member of the loyalty programme of ${shop.name} and agreed to our e-mails.`;

const points = (count: number) => `${formatNumber(count, 'en')} ${count === 1 ? 'point' : 'points'}`;

/** The balance; a letter that is about it is not sent without one. */
const balance = ({ account }: LetterView) => (account && account.points > 0 ? points(account.points) : 'points');

const level = ({ account }: LetterView) =>
  account?.tier ? [`Your level: ${oneLine(account.tier, 40)}, with all that it opens to you.`] : [];

/** Members of the loyalty programme, in English. */
export const loyaltyEn: LettersOf<'loyalty'> = {
  'loyalty/bonus': (view) => ({
    subject: view.offer ? 'A bonus for your loyalty' : 'Your advantages as a member',
    preview: 'Because you make use of your points.',
    title: view.offer ? 'A bonus for your loyalty' : 'Your advantages as a member',
    opening: [
      view.offer
        ? `You make your programme live. To thank you for it: ${giftWords(view.offer.gives, 'en')}.`
        : 'You make your programme live: here is what it opens to you.',
      ...level(view),
    ],
    ...codeOf(view, 'en'),
    call: 'See my advantages',
    href: view.brand.pages.loyalty,
    why: why(view),
  }),
  'loyalty/use-points': (view) => ({
    subject: `You have ${balance(view)} to use`,
    preview: 'They only ask to be used.',
    title: `You have ${balance(view)}`,
    opening: [
      `You have ${balance(view)}, asleep for a while. They come off your next order: all it takes is to sign in when you pay.`,
      ...level(view),
    ],
    products: 'Something to use them for',
    call: 'Use my points',
    href: view.brand.pages.loyalty ?? view.brand.pages.account,
    why: why(view),
  }),
  'loyalty/points-wait': (view) => ({
    subject: 'Your points are still waiting',
    preview: 'One last reminder, then we leave it.',
    title: 'Your points are still waiting',
    opening: [`You still have ${balance(view)}. A small order is enough to begin to use them.`],
    products: 'Something to use them for',
    call: 'Use my points',
    href: view.brand.pages.loyalty ?? view.brand.pages.account,
    closing: 'This is our last message about it.',
    why: why(view),
  }),
};
