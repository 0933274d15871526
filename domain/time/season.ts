import { type Duration, durationMillis } from './duration.ts';
import { type Instant, type Millis, toMillis } from './instant.ts';

/** How tight a store's cadences are: every day, during an event (sales, Black Friday), on its day itself. */
export type Mode = 'normal' | 'event' | 'dday';

/** `mode` holds from `from` (included) to `to` (excluded). */
export interface SeasonInterval {
  readonly from: Instant;
  readonly to: Instant;
  readonly mode: Mode;
}

/** A store's season calendar: intervals in order, without overlap; outside them the mode is `normal`. */
export type SeasonCalendar = readonly SeasonInterval[];

/** A wait that is the same in every mode, or one per mode. */
export type Wait = Duration | Readonly<Record<Mode, Duration>>;

interface Span {
  readonly from: Millis;
  readonly to: Millis;
  readonly mode: Mode;
}

/** The whole of time as consecutive spans, the gaps of the calendar filled with `normal`. */
const spans = (calendar: SeasonCalendar): readonly Span[] => {
  const all: Span[] = [];
  let cursor = Number.NEGATIVE_INFINITY;
  for (const interval of calendar) {
    const from = toMillis(interval.from);
    const to = toMillis(interval.to);
    if (from > cursor) all.push({ from: cursor, to: from, mode: 'normal' });
    all.push({ from, to, mode: interval.mode });
    cursor = to;
  }
  all.push({ from: cursor, to: Number.POSITIVE_INFINITY, mode: 'normal' });
  return all;
};

/** The mode in force at `at`. */
export const modeAt = (at: Millis, calendar: SeasonCalendar): Mode =>
  spans(calendar).find((span) => span.from <= at && at < span.to)?.mode ?? 'normal';

/**
 * The instant at which a wait that began at `from` is over: the earliest t >= from with
 * t >= from + wait[mode in force at t]. One rule for the api (start delay), the workflow (timers)
 * and the gate (touches), so that a change of mode shortens or lengthens waits already begun (R18).
 */
export const due = (from: Millis, wait: Wait, calendar: SeasonCalendar): Millis => {
  if (typeof wait === 'string') return from + durationMillis(wait);
  for (const span of spans(calendar)) {
    const candidate = Math.max(span.from, from + durationMillis(wait[span.mode]));
    if (candidate < span.to) return candidate;
  }
  return from + durationMillis(wait.normal);
};

/** When the next event of the calendar begins after an instant: its first day, whatever mode it begins in. */
export const nextEvent = (calendar: SeasonCalendar, after: Millis): Millis | undefined => {
  const all = spans(calendar);
  const begin = all.find(
    ({ from, mode }, index) => mode !== 'normal' && from > after && all[index - 1]?.mode === 'normal',
  );
  return begin?.from;
};

/** When the event that is on at an instant is over, its great days included; undefined: none is on. */
export const eventEnd = (calendar: SeasonCalendar, at: Millis): Millis | undefined => {
  const all = spans(calendar);
  const now = all.findIndex((span) => span.from <= at && at < span.to);
  if (all[now]?.mode === 'normal') return undefined;
  return all.find((span, index) => index > now && span.mode === 'normal')?.from;
};
