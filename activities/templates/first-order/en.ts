import type { LettersOf } from '../letter/copy.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `You receive this message because you ordered at ${shop.name} and agreed to our e-mails.`;

/** After a first order during an event, in English: the brand, its range, its people; no promotion. */
export const firstOrderEn: LettersOf<'first-order'> = {
  'first-order/story': (view) => ({
    subject: 'Thank you, and nice to meet you',
    preview: `Who is behind ${view.shop.name}.`,
    title: 'Thank you, and nice to meet you',
    opening: [
      'You ordered from us for the first time, when it was busiest. Now that it is quieter, this is whom you trusted.',
      ...(view.brand.story ? [view.brand.story] : []),
    ],
    ...(view.brand.commitments.length > 0 && { list: view.brand.commitments }),
    call: 'Get to know us',
    closing: 'A question about your order? Write to us from our site.',
    why: why(view),
  }),
  'first-order/range': (view) => ({
    subject: 'What goes with your purchase',
    preview: 'Chosen after what you took.',
    title: 'What goes with your purchase',
    opening: [
      'Our items often complete each other. Here are those that go with what you chose; for the rest, the site is sorted by use.',
    ],
    products: 'From the same range',
    call: 'See the range',
    why: why(view),
  }),
  'first-order/community': (view) => ({
    subject: 'Those who chose as you did',
    preview: 'Their reviews, their advice, and yours.',
    title: 'Those who chose as you did',
    opening: [
      'You can read our customers’ reviews on the page of each item, and yours counts as much as theirs. So do your questions: we answer them, and they teach us what to explain better.',
    ],
    call: view.brand.pages.reviews ? 'Read and leave reviews' : 'Go to the site',
    href: view.brand.pages.reviews,
    closing: 'This is the end of our introduction. We hope to see you again.',
    why: why(view),
  }),
};
