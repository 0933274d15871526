import { productFlaws } from '../../products/flaws.ts';
import type { Rule } from '../rule.ts';
import { choiceOf, counted, countOf, type SeenProducts, seenProducts, staleFlaws } from './seen-products.ts';

/** What the store told too long ago of price or stock is not shown as if it were so today (R217). */
export const freshProducts: Rule<SeenProducts> = {
  name: 'fresh-products',
  judge: (context) => {
    const choice = choiceOf(context);
    if (!choice) return { says: 'pass', saw: {} };
    const saw = seenProducts(choice);
    const isAllOld = countOf(saw, staleFlaws) > 0 && countOf(saw, ['ok', 'out_of_stock']) === 0;
    return isAllOld ? { says: 'withheld', reason: 'stale_products', saw } : { says: 'pass', saw };
  },
  sentence: ({ says, saw }) => {
    if (saw.lines === undefined) return 'It shows no product.';
    const old = staleFlaws.filter((flaw) => countOf(saw, [flaw]) > 0);
    if (old.length === 0) return 'What the store told of its products was recent.';
    const why = old.map((flaw) => `${counted(countOf(saw, [flaw]))}: ${productFlaws[flaw]}`).join('; ');
    return says === 'pass' ? `Left out as too old: ${why}.` : `All that it would show was too old: ${why}.`;
  },
};
