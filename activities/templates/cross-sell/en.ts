import { oneLine } from '../frame/clean.ts';
import type { LettersOf } from '../letter/copy.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `You receive this message because you ordered at ${shop.name} and agreed to our e-mails.`;

const guideOf = ({ guide }: LetterView) => (guide ? oneLine(guide.title, 80) : undefined);

/** What goes with a purchase, in English: only what the shop says goes with that very thing. */
export const crossSellEn: LettersOf<'cross-sell'> = {
  'cross-sell/guide': (view) => ({
    subject: guideOf(view) ?? 'How to enjoy what you bought',
    preview: 'Chosen after what you bought.',
    title: guideOf(view) ?? 'How to enjoy what you bought',
    opening: ['What you bought is with you: here is how to really use it, step by step. Nothing to buy to begin.'],
    call: 'Read the guide',
    href: view.guide?.url,
    why: why(view),
  }),
  'cross-sell/complements': (view) => ({
    subject: 'What completes your purchase',
    preview: 'A few pieces, chosen to go with it.',
    title: 'What completes your purchase',
    opening: ['Those who use it often end up wanting this. See for yourself what you are missing.'],
    products: 'Goes with it',
    call: 'Complete my equipment',
    href: view.products[0]?.url,
    ...(guideOf(view) && { closing: `And still worth reading: ${guideOf(view)}.` }),
    why: why(view),
  }),
  'cross-sell/next': (view) => ({
    subject: 'What comes next, after your purchases',
    preview: 'What those who bought as you did turned to.',
    title: 'And now?',
    opening: ['This is what customers who had begun as you did turned to next.'],
    products: 'The next step',
    call: 'See this selection',
    href: view.products[0]?.url,
    why: why(view),
  }),
};
