import type { LettersOf } from '../letter/copy.ts';
import { servicePage, servicePoints } from '../letter/services.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `You receive this message because you ordered at ${shop.name} and agreed to our e-mails.`;

/** After the sales, in English: what is new, then what makes buying easy; no discount any more. */
export const collectionEn: LettersOf<'collection'> = {
  'collection/new': (view) => ({
    subject: `The new season begins at ${view.shop.name}`,
    preview: 'What has just come in, and what goes with what you found.',
    title: 'The new season has come in',
    opening: [
      'You made a find with us at a good price. What has come in since can be looked at in peace: no countdown, no crowd.',
    ],
    products: 'In the spirit of what you bought',
    call: 'See what is new',
    href: view.brand.pages.newCollection,
    why: why(view),
  }),
  'collection/services': (view) => ({
    subject: 'Choose now, decide later',
    preview: 'What makes it easy with us, all year.',
    title: 'Choose now, decide later',
    opening: ['The rush is over, and you have time. Here is what makes it easy to use it.'],
    points: servicePoints(view, 'en'),
    call: 'See how it works',
    href: servicePage(view),
    why: why(view),
  }),
};
