import type { Rule } from '../rule.ts';
import { choiceOf, counted, countOf, type SeenProducts, seenProducts } from './seen-products.ts';

interface Saw extends SeenProducts {
  /** Nothing was left to offer, and the step's fallback was sent. */
  readonly fallback?: true;
}

/** A product that cannot be bought is never promoted: another one takes its place, or the message is not sent (R215, R216). */
export const inStock: Rule<Saw> = {
  name: 'in-stock',
  judge: (context) => {
    const choice = choiceOf(context);
    if (!choice) return { says: 'pass', saw: {} };
    const saw = seenProducts(choice);
    const isAllGone = countOf(saw, ['out_of_stock']) > 0 && countOf(saw, ['ok']) === 0;
    if (!isAllGone || choice.alternatives.length > 0) return { says: 'pass', saw };
    return context.step.fallback
      ? { says: 'pass', saw: { ...saw, fallback: true } }
      : { says: 'withheld', reason: 'out_of_stock', saw };
  },
  sentence: ({ says, saw }) => {
    if (saw.lines === undefined) return 'It shows no product.';
    const gone = countOf(saw, ['out_of_stock']);
    if (says !== 'pass') return `Out of stock: ${counted(gone)}, and nothing like it could be proposed.`;
    if (saw.fallback) return `Out of stock: ${counted(gone)}; the message that says so takes the place of the offer.`;
    if (gone === 0) return 'Nothing that it shows was out of stock.';
    const instead = saw.alternatives ?? 0;
    return `Out of stock: ${counted(gone)}${instead > 0 ? `, with ${counted(instead)} proposed instead` : ''}.`;
  },
};
