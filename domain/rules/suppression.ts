import type { Rule, RuleContext } from './rule.ts';

/** Leaving marketing stops marketing; a bounce stops its own address; anything else stops all to the person. */
const stops = (suppression: RuleContext['suppressions'][number], purpose: 'transactional' | 'marketing'): boolean => {
  if (suppression.reason === 'unsubscribed') return purpose === 'marketing';
  if (suppression.reason === 'bounced' || suppression.reason === 'bouncing') return suppression.sameAddress;
  return true;
};

/** A suppressed address gets nothing more; what any address of the customer said counts. */
export const suppression: Rule = {
  name: 'suppression',
  judge: ({ step, suppressions }) => {
    const stopping = suppressions.find((entry) => stops(entry, step.purpose));
    const saw = { suppressed: stopping?.reason ?? null };
    return stopping ? { says: 'withheld', reason: 'suppressed', saw } : { says: 'pass', saw };
  },
};
