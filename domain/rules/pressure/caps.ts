import { capLimits } from '../../pressure/limit.ts';
import type { Rule } from '../rule.ts';
import { opensWords, perWords, roomVerdict, type SawRoom } from './room-verdict.ts';

/**
 * Nobody gets more than the store's caps allow, all journeys together; of several caps the strictest holds (R21, R107,
 * R180, R181, R182, R192). What does not fit now is asked about again when it does (Q5).
 */
export const caps: Rule<SawRoom> = {
  name: 'caps',
  judge: (context) => roomVerdict(context, capLimits(context), 'capped'),
  sentence: ({ saw }, show) => {
    const { limits, full } = saw;
    if (!limits) return 'Caps do not concern it.';
    if (full) {
      const got = full.used === undefined ? 'too many messages to count' : `${full.used} messages`;
      return `The customer had got ${got}, and ${full.atMost} ${perWords(full.per)} are the most: ${opensWords(saw, show)}.`;
    }
    if (limits.length === 0) return 'No cap is about it.';
    return `There was room: ${limits.map(({ used, atMost, per }) => `${used} of ${atMost} ${perWords(per)}`).join(', ')}.`;
  },
};
