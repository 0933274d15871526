import { type BrakeReading, readBrake } from '../../deliverability/brake-levels.ts';
import { nextLook } from '../../switches/look-again.ts';
import { durationMillis } from '../../time/duration.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** Absent where the brake is not about the message; empty: nothing was too high. */
  readonly readings?: readonly (BrakeReading & {
    /** Somebody let messages go in spite of it. */
    readonly released?: true;
  })[];
}

/**
 * Marketing waits while too much of what was sent in the last 24 hours bounced, was complained about or made people
 * leave, of the store or of the journey (R77, R190, R207). It ends by itself when the rates fall, or when somebody
 * releases it; what is of no use by then expires.
 */
export const brake: Rule<Saw> = {
  name: 'brake',
  judge: ({ now, step, received, switches, recipient, policy }) => {
    if (!received || step.purpose === 'transactional') return { says: 'pass', saw: {} };
    const { brake: rules } = policy.deliverability;
    const readings = readBrake(received, rules, step.channel).map((reading) => ({
      ...reading,
      ...((received.released[reading.of] ?? 0) > now && { released: true as const }),
    }));
    const saw = { readings };
    const levels = readings.filter(({ released }) => !released).map(({ level }) => level);
    const isSlowed = levels.includes('slow') && switches.place * 100 < rules.slowShare;
    if (!levels.includes('stop') && !isSlowed) return { says: 'pass', saw };
    // By the customer's place: the message's own has decided already whether it waits.
    const at = nextLook(now, recipient.spread, Math.max(durationMillis(rules.lookAgain), switches.lookEvery));
    return { says: 'later', at, reason: 'brake', saw };
  },
  sentence: ({ says, saw: { readings } }) => {
    if (!readings) return 'The brake does not concern it.';
    if (readings.length === 0) return 'Few enough of the last day’s messages bounced, annoyed or made people leave.';
    const { of, metric, events, accepted, bound, released } = readings[0]!;
    const whose = of === 'store' ? 'the store’s' : 'the journey’s';
    const rate = `In 24 hours there were ${events} ${words[metric]} of ${whose} ${accepted} messages (bound: ${bound} %)`;
    if (says === 'later') return `${rate}: it waits until there are fewer.`;
    return released ? `${rate}, and somebody let messages go all the same.` : `${rate}: it went on all the same.`;
  },
};

const words = { bounces: 'bounces', complaints: 'complaints', unsubscribes: 'departures' } as const;
