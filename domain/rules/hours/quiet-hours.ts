import { type CivilTime, civilTime, type Interval } from '../../civil/day.ts';
import type { ZoneSource } from '../../civil/zone.ts';
import type { Purpose } from '../../journey.ts';
import { type ClockHours, sendingHours, type Weekday } from '../../policy/quiet-hours.ts';
import { durationMillis } from '../../time/duration.ts';
import type { Millis } from '../../time/instant.ts';
import type { RuleContext } from '../context.ts';
import type { Rule } from '../rule.ts';
import { hoursOn, isHoliday, isWithin, nextOpening, weekdayOf, type Where } from './opening.ts';

/** A day and an hour as the recipient reads them. */
interface Moment {
  readonly weekday: Weekday;
  /** `21:30`. */
  readonly clock: string;
}

interface Saw {
  readonly purpose: Purpose;
  /** Absent where messages of the kind go at any hour. */
  readonly zone?: string;
  readonly zoneFrom?: ZoneSource;
  readonly country?: string | null;
  readonly region?: string | null;
  readonly moment?: Moment;
  readonly publicHoliday?: boolean;
  /** Of that day; null: all of it is quiet. */
  readonly hours?: ClockHours | null;
  readonly next?: Moment;
}

/**
 * Marketing goes out at decent hours of the recipient's own day (R193, R55): CNIL and the operators' charter for
 * SMS, courtesy for e-mail. What was held back goes out at a moment of its own after the opening, so that the
 * morning is no burst.
 */
export const quietHours: Rule<Saw> = {
  name: 'quiet-hours',
  judge: (context) => {
    const { now, step, recipient, policy } = context;
    const { zone, zoneFrom, country, region } = recipient;
    const sending = sendingHours(policy.quietHours, { channel: step.channel, purpose: step.purpose, country });
    if (!sending) return { says: 'pass', saw: { purpose: step.purpose } };
    const place = country === null ? undefined : { country, ...(region !== null && { region }) };
    const where: Where = { zone, place };
    const shown = civilTime(now, zone);
    const hours = hoursOn(shown.day, sending, where);
    const saw: Saw = {
      purpose: step.purpose,
      zone,
      zoneFrom,
      country,
      region,
      moment: momentOf(shown),
      publicHoliday: isHoliday(shown.day, where),
      hours: hours ?? null,
    };
    if (isWithin(shown.clock, hours)) return { says: 'pass', saw };
    const opening = nextOpening(now, sending, where);
    if (!opening) return { says: 'withheld', reason: 'quiet_hours', saw };
    const at = slotIn(opening, context);
    return { says: 'later', at, reason: 'quiet_hours', saw: { ...saw, next: momentOf(civilTime(at, zone)) } };
  },
  sentence: ({ says, saw }) => {
    const { purpose, zone, zoneFrom, moment, publicHoliday, hours, next } = saw;
    if (!moment) return `A ${purpose} message of this kind goes out at any hour.`;
    const today = publicHoliday ? `${dayWord(moment)}, a public holiday,` : dayWord(moment);
    const was = `It was ${moment.clock} on ${today} where the customer lives (${zone}, ${sources[zoneFrom!]})`;
    const open = hours
      ? `messages like this go from ${hours.from} to ${hours.to} there`
      : 'nothing like this goes that day';
    if (says === 'pass') return `${was}: ${open}.`;
    if (!next) return `${was}, and no hour of the policy lets it out.`;
    return `${was}: ${open}, so it waits until ${dayWord(next)} ${next.clock}.`;
  },
};

/** The customer's own moment of an opening: in its first minutes, and while the message is of use if that can be. */
const slotIn = ({ from, to }: Interval, { step, recipient, policy }: RuleContext): Millis => {
  const ends = step.expiresAt >= from ? Math.min(to, step.expiresAt) : to;
  const width = Math.min(durationMillis(policy.quietHours.spread), ends - from);
  return from + Math.floor(width * recipient.spread);
};

const momentOf = ({ day, clock }: CivilTime): Moment => ({
  weekday: weekdayOf(day),
  clock: new Date(clock).toISOString().slice(11, 16),
});

const dayWord = ({ weekday }: Moment): string => weekday.charAt(0).toUpperCase() + weekday.slice(1);

const sources: Readonly<Record<ZoneSource, string>> = {
  customer: 'by their own time zone',
  region: 'by the region of their address',
  country: 'by the country of their address',
  'main-zone': 'the main time of the country of their address',
  phone: 'by the country of their phone number',
  store: 'the shop’s time, as nothing tells theirs',
};
