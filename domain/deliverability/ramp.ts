import { type RampPolicy, type RampRules, scheduleOf } from '../policy/ramps.ts';
import type { SentCounts } from '../rules/facts/deliverability.ts';

/** A day of a ramp: which day of sending it is, from 1, and how many messages it has. */
export interface RampDay {
  readonly step: number;
  /** Null: the ramp is over. */
  readonly allowance: number | null;
}

/** The last day on which messages of the ramp went out. */
export interface LastRampDay {
  readonly step: number;
  /** Civil days from then until today: 1 is the day after. */
  readonly daysAgo: number;
}

/**
 * Which day of sending today is. A day without a message does not count; after a longer silence mailbox providers have
 * begun to forget, and the ramp goes back; while too much bounces or annoys it stays where it is.
 */
export const rampDay = (
  ramp: RampPolicy,
  rules: RampRules,
  last: LastRampDay | undefined,
  received: SentCounts,
): RampDay => {
  const schedule = scheduleOf(ramp);
  // Days without a limit leave no trace: who had the last day of the schedule is known for good.
  if (last && last.step >= schedule.length) return { step: schedule.length + 1, allowance: null };
  const step = last ? stepAfter(last, rules, received) : 1;
  return { step, allowance: schedule[step - 1] ?? null };
};

const stepAfter = ({ step, daysAgo }: LastRampDay, { silentDays, holdAt }: RampRules, received: SentCounts): number => {
  const tooSilent = daysAgo - 1 - silentDays;
  if (tooSilent > 0) return Math.max(1, step - tooSilent);
  const { accepted, bounced, complained } = received;
  const isHeld = bounced * 100 > holdAt.bounces * accepted || complained * 100 > holdAt.complaints * accepted;
  return isHeld ? step : step + 1;
};
