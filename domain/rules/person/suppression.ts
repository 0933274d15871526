import type { SuppressionReason } from '../../suppression.ts';
import type { RuleContext } from '../context.ts';
import type { Rule } from '../rule.ts';

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

const words: Readonly<Record<SuppressionReason, string>> = {
  unsubscribed: 'The customer had unsubscribed.',
  bounced: 'The address does not work.',
  bouncing: 'The address failed several times in a row and is left alone for a while.',
  complained: 'The customer had complained of spam.',
  stopped: 'The customer had answered STOP.',
  manual: 'Somebody had put the address on the suppression list.',
  erased: 'Whoever owns the address had asked to be forgotten, and has agreed to nothing since.',
};

/** A suppressed address gets nothing more; what any address of the customer said counts. */
export const suppression: Rule<{ readonly suppressed: SuppressionReason | null }> = {
  name: 'suppression',
  judge: ({ step, suppressions, consent }) => {
    const stopping = suppressions.find((entry) => stops(entry, step.purpose, consent));
    const saw = { suppressed: stopping?.reason ?? null };
    return stopping ? { says: 'withheld', reason: 'suppressed', saw } : { says: 'pass', saw };
  },
  sentence: ({ saw: { suppressed } }) => (suppressed ? words[suppressed] : 'Nothing keeps messages from the address.'),
};
