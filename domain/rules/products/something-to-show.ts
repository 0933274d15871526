import { productFlaws } from '../../products/flaws.ts';
import type { Rule } from '../rule.ts';
import { choiceOf, counted, countOf, type SeenProducts, seenProducts, staleFlaws } from './seen-products.ts';

/** What has a title, a price and all else that the policy asks for, however old and in stock or not. */
const whole = ['ok', 'out_of_stock', ...staleFlaws] as const;

/** A message needs a product that the catalogue describes well enough to show it (R229). */
export const somethingToShow: Rule<SeenProducts> = {
  name: 'something-to-show',
  judge: (context) => {
    const choice = choiceOf(context);
    if (!choice) {
      return context.cart === undefined
        ? { says: 'pass', saw: {} }
        : { says: 'withheld', reason: 'nothing_to_show', saw: { lines: {} } };
    }
    const saw = seenProducts(choice);
    return countOf(saw, whole) > 0 ? { says: 'pass', saw } : { says: 'withheld', reason: 'nothing_to_show', saw };
  },
  sentence: ({ says, saw }) => {
    if (saw.lines === undefined) return 'It shows no product.';
    if (says === 'pass') return `There were ${counted(countOf(saw, whole))} to show.`;
    const why = Object.keys(saw.lines) as (keyof typeof productFlaws)[];
    return why.length === 0
      ? 'There was no product to show.'
      : `There was no product to show: ${why.map((flaw) => productFlaws[flaw]).join('; ')}.`;
  },
};
