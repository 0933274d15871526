import type { Rank } from '../../journey.ts';
import { outranks } from '../../policy/ranks.ts';
import { displaced } from '../../pressure/displaced.ts';
import { capLimits, dayLimits, groupLimits } from '../../pressure/limit.ts';
import { durationMillis } from '../../time/duration.ts';
import { type Instant, type Millis, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';
import { asked, gotBesides, isExempt } from './asked.ts';

/** After a higher message was due, how long it gets to go before the lower one looks again. */
const graceMillis: Millis = 5 * 60_000;

interface Saw {
  /** How many messages that win over it are expected. */
  readonly higher?: number;
  /** The one that needs the place. */
  readonly for?: { readonly rank: Rank; readonly dueAt: Instant };
}

/**
 * A lower rank never takes the last place that a higher one will need which is already known to be due within the
 * policy's horizon: what is sent is the best that the caps allow (Q6, R178).
 */
export const reservedForHigher: Rule<Saw> = {
  name: 'reserved-for-higher',
  judge: (context) => {
    if (isExempt(context)) return { says: 'pass', saw: {} };
    const { now, step, pressure, policy } = context;
    const horizon = durationMillis(policy.ranks.horizon);
    const higher = pressure.pending.filter(
      ({ at, rank, purpose }) =>
        // What should have gone long ago is not waited for for ever.
        purpose === 'marketing' && Math.abs(at - now) <= horizon && outranks(policy.ranks, rank, step.rank),
    );
    const limits = [...capLimits(context), ...groupLimits(context), ...dayLimits(context)];
    // A message whose channel is not known yet may take any place: it is asked about on this one.
    const expected = higher.map((one) => ({ ...one, channel: one.channel ?? step.channel }));
    const first = displaced(limits, asked(context), now, expected, gotBesides(context));
    if (!first) return { says: 'pass', saw: { higher: higher.length } };
    const saw = { higher: higher.length, for: { rank: first.rank, dueAt: toInstant(first.at) } };
    const at = Math.max(first.at, now) + graceMillis;
    return at <= step.expiresAt
      ? { says: 'later', at, reason: 'outranked', saw }
      : { says: 'withheld', reason: 'outranked', saw };
  },
  sentence: ({ saw }, { instant }) => {
    if (saw.higher === undefined) return 'It makes way for nothing.';
    if (saw.for) {
      return `The last place is kept for a message that matters more (${saw.for.rank}), due ${instant(saw.for.dueAt)}.`;
    }
    return saw.higher === 0 ? 'Nothing that matters more was due soon.' : 'There was room for what matters more, too.';
  },
};
