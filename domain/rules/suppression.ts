import type { Rule, RuleContext } from './rule.ts';

/**
 * Leaving marketing stops marketing; a bounce stops its own address; having been erased stops marketing until
 * a consent given since; anything else stops all to the person.
 */
const stops = (
  suppression: RuleContext['suppressions'][number],
  purpose: 'transactional' | 'marketing',
  consent: RuleContext['consent'],
): boolean => {
  if (suppression.reason === 'unsubscribed') return purpose === 'marketing';
  if (suppression.reason === 'erased') {
    const isConsentedSince = consent?.state === 'granted' && consent.at > suppression.at;
    return purpose === 'marketing' && !isConsentedSince;
  }
  if (suppression.reason === 'bounced' || suppression.reason === 'bouncing') return suppression.sameAddress;
  return true;
};

/** A suppressed address gets nothing more; what any address of the customer said counts. */
export const suppression: Rule = {
  name: 'suppression',
  judge: ({ step, suppressions, consent }) => {
    const stopping = suppressions.find((entry) => stops(entry, step.purpose, consent));
    const saw = { suppressed: stopping?.reason ?? null };
    return stopping ? { says: 'withheld', reason: 'suppressed', saw } : { says: 'pass', saw };
  },
};
