import type { Rule } from './rule.ts';

/** A cart message with no product to show helps nobody. */
export const somethingToShow: Rule = {
  name: 'something-to-show',
  judge: ({ cart }) => {
    if (cart === undefined) return { says: 'pass', saw: {} };
    const saw = { usableLines: cart?.usableLines ?? 0 };
    return saw.usableLines > 0 ? { says: 'pass', saw } : { says: 'withheld', reason: 'nothing_to_show', saw };
  },
};
