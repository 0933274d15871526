import { oneLine } from '../frame/clean.ts';
import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `You receive this message because you agreed to e-mails from ${shop.name} and looked at items on its site.`;

/** What they looked at last, by its name where the catalogue tells one. */
const named = ({ products: [product] }: LetterView) =>
  product ? `“${oneLine(product.title, 60)}”` : 'what you looked at';

/** Looking without choosing, in English: a help to find it again, then what others say; no pressure, nothing invented. */
export const browseEn: LettersOf<'browse'> = {
  'browse/reminder': (view) => ({
    subject: view.products.length > 0 ? `Find ${named(view)} again` : 'Find what you looked at again',
    preview: 'Kept for you, in case you still think of it.',
    title: 'Still thinking about it?',
    opening: [
      view.products.length > 1
        ? 'You looked at these items in the last few days. Here they are in one place, to compare at your ease.'
        : `You came back to ${named(view)} in the last few days. Here is the way to it, if you still think of it.`,
    ],
    products: 'Items you looked at',
    call: 'See it again',
    href: view.products[0]?.url,
    closing: 'Not sure about the size, the delivery or a return? Write to us from our site, we will be glad to answer.',
    why: why(view),
  }),
  'browse/selection': (view) => ({
    subject: 'Our choice, from what you looked at',
    preview: 'A few items to compare, without going through everything.',
    title: 'To choose without going through everything',
    opening: [
      'You compared several items of one kind. These are the ones that our customers choose most often in that category.',
    ],
    products: 'Chosen most often, of that kind',
    call: 'Compare on the site',
    why: why(view),
  }),
  'browse/reviews': (view) => ({
    subject: 'What those who chose have to say',
    preview: 'Reviews often answer the last question.',
    title: 'Those who chose say it better than we do',
    opening: [
      'Before they decide, many read the reviews: they tell what a picture does not show. You find them on the page of each item.',
    ],
    products: 'Chosen most often, of that kind',
    call: view.brand.pages.reviews ? 'Read the reviews' : 'Go to the site',
    href: view.brand.pages.reviews,
    closing: 'This is our last message about it.',
    why: why(view),
  }),
  'browse/season': (view) => ({
    subject: view.offer ? 'To choose with an easy mind' : `Find ${named(view)} again`,
    preview: view.offer ? 'A service for your presents; the price stays as it is.' : 'In one place, to compare.',
    title: view.offer ? 'Choose with an easy mind' : 'Still thinking about it?',
    opening: [
      view.offer
        ? `To choose without hurry, here is ${giftWords(view.offer.gives, 'en')} with your next order.`
        : 'You looked at these items in the last few days. Here they are in one place, to compare at your ease.',
    ],
    ...codeOf(view, 'en'),
    products: 'Items you looked at',
    call: view.offer ? 'Use my code' : 'See them again',
    ...(view.brand.pages.returns && view.offer?.gives.kind === 'longer-returns'
      ? { closing: 'How a return works is explained on our site, on the page about returns.' }
      : {}),
    why: why(view),
  }),
};
