import { oneLine } from '../frame/clean.ts';
import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const named = ({ products: [product] }: LetterView) => (product ? `“${oneLine(product.title, 60)}”` : 'something');

/** Between the shop with a door and the web, in English. */
export const storeEn: LettersOf<'store'> = {
  'store/online': (view) => ({
    subject: 'Bought in the shop, continued online',
    preview: 'What goes with it, delivered to you.',
    title: 'It goes on online, too',
    opening: [
      'Thank you for your visit. On the site you find what goes with it, how to care for it, and a way to buy again without going out.',
      ...(view.offer ? [`With your first order online, here is ${giftWords(view.offer.gives, 'en')}.`] : []),
    ],
    ...codeOf(view, 'en'),
    products: 'With what you took',
    call: 'Continue online',
    why: `You receive this message because you bought in a shop of ${view.shop.name} and agreed to our e-mails.`,
  }),
  'store/visit': (view) => ({
    subject: view.offer ? `To be seen in the shop: ${giftWords(view.offer.gives, 'en')}` : 'To be seen in the shop',
    preview: 'Touch it, try it, take it home.',
    title: 'To be seen in the shop',
    opening: [
      `You put ${named(view)} on your list. Some things are easier to decide with the thing in your hand: come and see it, without any obligation.`,
      ...(view.offer ? [`Show this message when you pay: ${giftWords(view.offer.gives, 'en')}.`] : []),
    ],
    ...codeOf(view, 'en'),
    products: 'On your list',
    call: view.brand.pages.stores ? 'Find a shop' : 'See it again',
    href: view.brand.pages.stores ?? view.products[0]?.url,
    why: `You receive this message because you agreed to the e-mails of ${view.shop.name}.`,
  }),
};
