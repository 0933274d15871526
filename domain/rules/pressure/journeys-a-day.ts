import { dayLimits } from '../../pressure/limit.ts';
import type { Rule } from '../rule.ts';
import { opensWords, roomVerdict, type SawRoom } from './room-verdict.ts';

/** One story at a time: on one civil day of the customer one run writes, whatever the channel (R185). */
export const journeysADay: Rule<SawRoom> = {
  name: 'journeys-a-day',
  judge: (context) => roomVerdict(context, dayLimits(context), 'day_taken'),
  sentence: ({ saw }, show) => {
    const { limits, full } = saw;
    if (full) return `As many journeys as may had written that day, ${full.atMost}: ${opensWords(saw, show)}.`;
    if (!limits?.length) return 'How many journeys write on a day does not concern it.';
    return `Other journeys that had written that day: ${limits[0]!.used}.`;
  },
};
