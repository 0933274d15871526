import { leftOutBy } from '../../policy/audiences.ts';
import type { AnySegment } from '../../segments/names.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** Absent: the message is for everybody. */
  readonly for?: 'journey' | 'campaign';
  /** They would have to be in one of these. */
  readonly only?: readonly AnySegment[];
  /** They are in this one. */
  readonly except?: AnySegment;
}

/**
 * Marketing of a journey or a campaign goes to whom the shop means it for: segments of the product, or those that it defined
 * itself, as of now (R112).
 */
export const audience: Rule<Saw> = {
  name: 'audience',
  judge: ({ step, buyer, campaign, policy: { audiences } }) => {
    if (step.purpose === 'transactional') return { says: 'pass', saw: {} };
    const filters = [
      ['journey', audiences.byJourney[step.journey]],
      ['campaign', campaign?.audience],
    ] as const;
    for (const [of, filter] of filters) {
      const left = filter && leftOutBy(buyer.segments, filter);
      if (left) return { says: 'withheld', reason: 'not_in_audience', saw: { for: of, ...left } };
    }
    return { says: 'pass', saw: {} };
  },
  sentence: ({ says, saw }) => {
    if (says === 'pass') return 'The message is for customers like this one.';
    const what = saw.for === 'campaign' ? 'The campaign' : 'Marketing of this journey';
    if (saw.except !== undefined) return `${what} is not for customers in ${saw.except}, and this customer is in it.`;
    return `${what} is only for customers in ${saw.only!.join(' or ')}, and this customer is in none.`;
  },
};
