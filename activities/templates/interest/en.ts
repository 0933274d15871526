import type { LettersOf } from '../letter/copy.ts';

/** The news of a category that somebody asked for, in English. */
export const interestEn: LettersOf<'interest'> = {
  'interest/news': (view) => ({
    subject: 'It is open: what you had asked for',
    preview: 'The category that you had chosen, from the first day.',
    title: 'What you had asked for',
    opening: ['The event begins. You had told us what interests you: here it is, and nothing else.'],
    products: 'In the category that you had chosen',
    call: 'See this category',
    href: view.products[0]?.url,
    why: `You receive this message because you asked ${view.shop.name} for the news of this category.`,
  }),
};
