import { civilWindow } from '../civil/window.ts';
import type { Window } from '../policy/allowance.ts';
import { durationMillis } from '../time/duration.ts';
import { type Millis, toMillis } from '../time/instant.ts';
import type { SeasonCalendar } from '../time/season.ts';
import { allowedAt } from './allowed.ts';
import type { Counted, Limit } from './limit.ts';

/** What one customer got, and where their civil day begins. */
export interface Got {
  readonly zone: string;
  readonly calendar: SeasonCalendar;
  readonly sent: readonly Counted[];
  readonly knownSince?: Millis | undefined;
}

/** How full a limit is for one message at one instant: there is room while `used` is below `atMost`. */
export interface Fill {
  readonly limit: Limit;
  readonly used: number;
  readonly atMost: number;
}

/** How full each limit that covers `message` would be at `at`. */
export const fillsAt = (limits: readonly Limit[], message: Counted, at: Millis, got: Got): readonly Fill[] =>
  limits
    .filter((limit) => limit.covers(message))
    .map((limit) => ({
      limit,
      used: usedAt(limit, message, at, got),
      atMost: openTo(message, limit, allowedAt(limit.atMost, at, got.calendar)),
    }));

/** How many of the places are for a message: all, or all but the last where that is kept for others. */
const openTo = ({ rank }: Counted, { lastFor }: Limit, places: number): number =>
  lastFor === undefined || places < 2 || lastFor.includes(rank) ? places : places - 1;

export const isFull = ({ used, atMost }: Fill): boolean => used >= atMost;

const usedAt = (limit: Limit, message: Counted, at: Millis, got: Got): number => {
  const from = windowStart(limit.per, at, got.zone);
  // What is not known is taken for too much.
  if (got.knownSince !== undefined && from < got.knownSince) return Number.MAX_SAFE_INTEGER;
  const inside = got.sent.filter((one) => one.at >= from && limit.covers(one));
  if (limit.counts === 'message') return inside.length;
  const { counts } = limit;
  return new Set(inside.map((one) => one[counts]).filter((one) => one !== message[counts])).size;
};

/** The first instant that counts; a rolling window leaves out what is exactly as old as it is long. */
const windowStart = (per: Window, at: Millis, zone: string): Millis =>
  'rolling' in per ? at - durationMillis(per.rolling) + 1 : civilWindow(per.civil, at, zone).from;

/** The first instant from `from` to `until` at which every limit has room for `message`; undefined when there is none. */
export const roomFrom = (
  limits: readonly Limit[],
  message: Counted,
  { from, until }: { readonly from: Millis; readonly until: Millis },
  got: Got,
): Millis | undefined => {
  let at = from;
  for (;;) {
    const full = fillsAt(limits, message, at, got).filter(isFull);
    if (full.length === 0) return at;
    const next = Math.min(...full.map(({ limit }) => changesAfter(limit, at, got)));
    if (next > until) return undefined;
    at = next;
  }
};

/** When a full limit may look different: a message leaves its window, a window begins, a season begins or ends. */
const changesAfter = ({ per, atMost }: Limit, at: Millis, { zone, calendar, sent, knownSince }: Got): Millis => {
  const isSeasonal = atMost.event !== undefined || atMost.dday !== undefined;
  const seasons = isSeasonal ? calendar.flatMap(({ from, to }) => [toMillis(from), toMillis(to)]) : [];
  const moves =
    'rolling' in per
      ? [...sent.map((one) => one.at), ...(knownSince === undefined ? [] : [knownSince - 1])].map(
          (one) => one + durationMillis(per.rolling),
        )
      : [civilWindow(per.civil, at, zone).to];
  return Math.min(Number.POSITIVE_INFINITY, ...[...moves, ...seasons].filter((one) => one > at));
};
