import { type CivilDay, civilTime, dayMillis, instantsOf, type Interval } from '../../civil/day.ts';
import { sendingHours } from '../../policy/quiet-hours.ts';
import { binHours, binOf } from '../../scores/signals/best-hour.ts';
import { hoursOfBin } from '../../scores/signals/reading.ts';
import type { RuleContext } from '../context.ts';
import type { Rule } from '../rule.ts';
import { hoursOn, isWithin } from './opening.ts';

interface Saw {
  /** Absent: the step does not ask for it. Null: no hour is known. */
  readonly bin?: number | null;
  readonly by?: 'customer' | 'shop' | 'chance';
  /** Why it goes at once although it is another hour: the hour is quiet, or comes too late. */
  readonly atOnce?: 'quiet' | 'too_late';
}

/**
 * A message whose journey asks for it comes in the two hours of the customer's day in which they most probably look. It waits
 * for them while it is of use then and they are decent hours, and goes at once otherwise: the hour is a wish, and no message
 * is lost for it.
 */
export const bestHour: Rule<Saw> = {
  name: 'best-hour',
  judge: (context) => {
    const { now, step, recipient, hour } = context;
    if (hour === undefined) return { says: 'pass', saw: {} };
    if (hour === null) return { says: 'pass', saw: { bin: null } };
    const saw: Saw = { bin: hour.bin, by: hour.by };
    if (binOf(civilTime(now, recipient.zone)) === hour.bin) return { says: 'pass', saw };
    const slot = nextSlot(hour.bin, context);
    const at = slot && slot.from + Math.floor((slot.to - slot.from) * recipient.spread);
    if (at === undefined) return { says: 'pass', saw: { ...saw, atOnce: 'quiet' } };
    if (at > step.expiresAt) return { says: 'pass', saw: { ...saw, atOnce: 'too_late' } };
    return { says: 'later', at, reason: 'best_hour', saw };
  },
  sentence: ({ says, saw: { bin, by, atOnce } }) => {
    if (bin === undefined) return 'The journey asks for no hour.';
    if (bin === null) return 'No hour is known in which customers look, so it goes at once.';
    const { from, to } = hoursOfBin(bin);
    const hours = `${from} to ${to}, ${sources[by!]}`;
    if (says === 'later') return `It waits for the customer’s best hours: ${hours}.`;
    if (atOnce === 'quiet') return `The best hours are ${hours}; nothing like this goes then, so it goes at once.`;
    if (atOnce === 'too_late') return `The best hours are ${hours}; it would be of no use by then, so it goes at once.`;
    return `It is within the customer’s best hours: ${hours}.`;
  },
};

const sources: Readonly<Record<NonNullable<Saw['by']>, string>> = {
  customer: 'when they act most',
  shop: 'when the shop’s customers act most, as little is known of their own',
  chance: 'drawn by chance, to learn whether other hours do better',
};

const hourMillis = 3_600_000;

/** The next time that the customer's clock shows the bin, today or tomorrow; undefined: those are no hours to send in. */
const nextSlot = (bin: number, context: RuleContext): Interval | undefined => {
  const { now, recipient } = context;
  const hours: Interval = { from: bin * binHours * hourMillis, to: (bin + 1) * binHours * hourMillis };
  const { day: today } = civilTime(now, recipient.zone);
  for (const day of [today, today + dayMillis]) {
    const slot = instantsOf(day, hours, recipient.zone).find(({ from }) => from > now);
    if (slot) return isDecent(day, hours, context) ? slot : undefined;
  }
  return undefined;
};

/** Whether messages of the kind go out at all of these hours of the day. */
const isDecent = (day: CivilDay, { from, to }: Interval, { step, recipient, policy }: RuleContext): boolean => {
  const { zone, country, region } = recipient;
  const sending = sendingHours(policy.quietHours, { channel: step.channel, purpose: step.purpose, country });
  if (!sending) return true;
  const place = country === null ? undefined : { country, ...(region !== null && { region }) };
  const open = hoursOn(day, sending, { zone, place });
  return isWithin(from, open) && isWithin(to - 1, open);
};
