import { groupLimits } from '../../pressure/limit.ts';
import type { Rule } from '../rule.ts';
import { opensWords, perWords, roomVerdict, type SawRoom } from './room-verdict.ts';

/** Of journeys that exclude each other a customer hears one at most in a window (Q25). */
export const exclusivity: Rule<SawRoom> = {
  name: 'exclusivity',
  judge: (context) => roomVerdict(context, groupLimits(context), 'exclusive'),
  sentence: ({ saw }, show) => {
    if (saw.full) {
      return `Another journey of the same group had written, one ${perWords(saw.full.per)} is the most: ${opensWords(saw, show)}.`;
    }
    return saw.limits?.length ? 'No journey that excludes it had written.' : 'No journey excludes it.';
  },
};
