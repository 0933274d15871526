import { proposeProducts } from '../../products/propose.ts';
import type { ProductVerdict } from '../../products/flaws.ts';
import { productFlaws } from '../../products/flaws.ts';
import type { WithheldReason } from '../../reasons.ts';
import type { Rule } from '../rule.ts';
import { counted, staleFlaws } from './seen-products.ts';

interface Saw {
  /** Absent when the message proposes nothing. */
  readonly shown?: number;
  /** How many were left out, by why. */
  readonly leftOut?: Readonly<Partial<Record<ProductVerdict, number>>>;
  readonly needed?: boolean;
}

/** A message that lives on a product is not sent without one; another one goes without its products (R45, R48). */
export const proposals: Rule<Saw> = {
  name: 'proposals',
  judge: ({ proposals: message, policy, now }) => {
    if (!message) return { says: 'pass', saw: {} };
    const { shown, verdicts } = proposeProducts(message, policy.products, now);
    const leftOut: Partial<Record<ProductVerdict, number>> = {};
    for (const { verdict } of verdicts) if (verdict !== 'ok') leftOut[verdict] = (leftOut[verdict] ?? 0) + 1;
    const saw: Saw = { shown: shown.length, leftOut, needed: message.needed };
    return shown.length > 0 || !message.needed
      ? { says: 'pass', saw }
      : { says: 'withheld', reason: reasonOf(leftOut), saw };
  },
  sentence: ({ says, saw: { shown, leftOut = {}, needed } }) => {
    if (shown === undefined) return 'It proposes no product.';
    const why = (Object.keys(leftOut) as (keyof typeof productFlaws)[]).map(
      (flaw) => `${leftOut[flaw]}: ${productFlaws[flaw]}`,
    );
    const left = why.length > 0 ? `; left out ${why.join('; ')}` : '';
    if (says !== 'pass') return `There was no product to propose, and it is about one${left}.`;
    return shown === 0 && !needed
      ? `There was no product to propose, and it goes without${left}.`
      : `It proposes ${counted(shown)}${left}.`;
  },
};

const reasonOf = (leftOut: Readonly<Partial<Record<ProductVerdict, number>>>): WithheldReason => {
  if (leftOut.out_of_stock || leftOut.low_stock) return 'out_of_stock';
  return staleFlaws.some((flaw) => leftOut[flaw]) ? 'stale_products' : 'nothing_to_show';
};
