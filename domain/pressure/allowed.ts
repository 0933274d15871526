import type { Allowance } from '../policy/allowance.ts';
import { durationMillis } from '../time/duration.ts';
import { type Millis, toMillis } from '../time/instant.ts';
import { modeAt, type SeasonCalendar } from '../time/season.ts';

/**
 * How many an allowance allows at `at`: the number of the mode in force, or of a mode that ended lately as far as it has
 * not come back yet. The way back is a straight line over `back`, in whole messages (R80).
 */
export const allowedAt = (allowance: Allowance, at: Millis, calendar: SeasonCalendar): number => {
  const now = allowance[modeAt(at, calendar)] ?? allowance.normal;
  if (allowance.back === undefined) return now;
  const back = durationMillis(allowance.back);
  const after = calendar.flatMap(({ to, mode }) => {
    const gone = at - toMillis(to);
    const extra = (allowance[mode] ?? allowance.normal) - allowance.normal;
    return gone < 0 || gone >= back ? [] : [allowance.normal + Math.round(extra * (1 - gone / back))];
  });
  return Math.max(now, ...after);
};
