import { type Instant, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** Absent: it is about no campaign. */
  readonly moment?: string;
  /** Absent: the campaign has no such moment (any more). */
  readonly from?: Instant;
  readonly until?: Instant;
}

/**
 * What a campaign says is true from one instant to another, as its calendar stands now: nobody hears of a launch before
 * its hour, also when it was moved a moment ago (R69), and an offer that is over is not sent (R160).
 */
export const campaignMoment: Rule<Saw> = {
  name: 'campaign-moment',
  judge: ({ campaign, now }) => {
    if (!campaign) return { says: 'pass', saw: {} };
    const { moment, window } = campaign;
    if (!window) return { says: 'withheld', reason: 'campaign_changed', saw: { moment } };
    const saw: Saw = { moment, from: toInstant(window.from), until: toInstant(window.until) };
    // No tolerance where it counts: a law or a promise names the hour. A timer that fired early waits for it.
    if (now < window.from) return { says: 'later', at: window.from, reason: 'early', saw };
    return now >= window.until ? { says: 'withheld', reason: 'expired', saw } : { says: 'pass', saw };
  },
  sentence: ({ says, saw: { moment, from, until } }, { instant }) => {
    if (moment === undefined) return 'It is about no campaign.';
    if (from === undefined) return `The campaign was called off, or has no moment ${moment} any more.`;
    if (says === 'later') return `The moment ${moment} of the campaign does not begin before ${instant(from)}.`;
    return says === 'pass'
      ? `It was the moment ${moment} of the campaign, until ${instant(until!)}.`
      : `The moment ${moment} of the campaign was over ${instant(until!)}.`;
  },
};
