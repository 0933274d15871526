import type { Rule } from '../rule.ts';

/** An erased customer gets nothing, whatever is still on its way. */
export const erased: Rule<{ readonly erased: boolean }> = {
  name: 'erased',
  judge: ({ customer }) => {
    const saw = { erased: customer.erased };
    return customer.erased ? { says: 'withheld', reason: 'erased', saw } : { says: 'pass', saw };
  },
  sentence: ({ says }) => (says === 'pass' ? 'The customer is known.' : 'The customer had asked to be forgotten.'),
};
