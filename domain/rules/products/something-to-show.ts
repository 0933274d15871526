import type { Rule } from '../rule.ts';

interface Saw {
  readonly usableLines?: number;
}

/** A cart message with no product to show helps nobody. */
export const somethingToShow: Rule<Saw> = {
  name: 'something-to-show',
  judge: ({ cart }) => {
    if (cart === undefined) return { says: 'pass', saw: {} };
    const saw = { usableLines: cart?.usableLines ?? 0 };
    return saw.usableLines > 0 ? { says: 'pass', saw } : { says: 'withheld', reason: 'nothing_to_show', saw };
  },
  sentence: ({ saw: { usableLines } }) => {
    if (usableLines === undefined) return 'It shows no cart.';
    return usableLines > 0 ? `There were ${usableLines} products to show.` : 'There was no product to show.';
  },
};
