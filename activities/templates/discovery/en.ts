import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) => `You receive this message because you signed up for the news of ${shop.name}.`;

/** For who signed up long ago and has not bought yet, in English: who the shop is, then something to discover it by. */
export const discoveryEn: LettersOf<'discovery'> = {
  'discovery/story': (view) => ({
    subject: `What ${view.shop.name} does differently`,
    preview: 'Let us get to know each other.',
    title: 'Let us get to know each other',
    opening: [
      'You have been reading us for some time, and have not ordered yet. This is what matters to us, in a few lines.',
      ...(view.brand.story ? [view.brand.story] : []),
    ],
    ...(view.brand.commitments.length > 0 && { list: view.brand.commitments }),
    call: view.brand.pages.reviews ? 'Read what people say' : 'Discover the shop',
    href: view.brand.pages.reviews,
    why: why(view),
  }),
  'discovery/best-sellers': (view) => ({
    subject: 'Where to begin',
    preview: 'What others choose most often.',
    title: 'Where to begin',
    opening: ['With a shop that one does not know yet, it is easiest to begin with what pleases most.'],
    products: 'Chosen most often',
    call: 'See the shop',
    why: why(view),
  }),
  'discovery/gift': (view) => ({
    subject: view.offer ? 'For a first time' : 'Would you rather not hear from us?',
    preview: view.offer ? 'Something to discover us by.' : 'You choose what you receive from us.',
    title: view.offer ? 'For a first time' : 'You choose what you receive',
    opening: [
      view.offer
        ? `Something to discover us by: ${giftWords(view.offer.gives, 'en')} with your first order.`
        : 'We do not want to fill your inbox. The link at the bottom of this message lets you choose: less often, something else, or nothing more.',
    ],
    ...codeOf(view, 'en'),
    call: view.offer ? 'Use my code' : 'Go to the site',
    closing: 'This is our last message about it.',
    why: why(view),
  }),
};
