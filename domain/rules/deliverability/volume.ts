import { dailyVolume } from '../../deliverability/daily-volume.ts';
import { nextLook } from '../../switches/look-again.ts';
import { durationMillis } from '../../time/duration.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** Absent where the rule does not concern the message. */
  readonly today?: number;
  readonly averageDay?: number;
  readonly atMost?: number;
  readonly approved?: true;
}

/**
 * Nobody writes to the whole base at the last minute: a day with many times the usual volume needs somebody's approval
 * (R203). Messages that answer a customer are counted and go on.
 */
export const volume: Rule<Saw> = {
  name: 'volume',
  judge: ({ now, step, received, switches, recipient, policy }) => {
    const { volume: rules } = policy.deliverability;
    if (!received || step.purpose === 'transactional' || !rules.ranks.includes(step.rank)) {
      return { says: 'pass', saw: {} };
    }
    const { volume: sent, approvedDaily } = received;
    const { atMost, isApproved } = dailyVolume({ averageDay: sent.averageDay, approvedDaily }, rules);
    const saw = { ...sent, atMost, ...(isApproved && { approved: true as const }) };
    if (sent.today < atMost) return { says: 'pass', saw };
    const every = Math.max(durationMillis(policy.deliverability.brake.lookAgain), switches.lookEvery);
    return { says: 'later', at: nextLook(now, recipient.spread, every), reason: 'volume', saw };
  },
  sentence: ({ says, saw: { today, averageDay, atMost, approved } }) => {
    if (today === undefined) return 'It goes to nobody’s audience: the day’s volume does not hold it back.';
    const most = `${atMost} are the most${approved ? ', as somebody approved' : ''}`;
    const was = `${today} messages had gone out that day, ${averageDay} on a usual one; ${most}`;
    return says === 'pass' ? `${was}.` : `${was}: it waits for another day, or for somebody’s approval.`;
  },
};
