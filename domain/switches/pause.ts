import type { Channel, Purpose } from '../journey.ts';
import type { Duration } from '../time/duration.ts';
import type { Millis } from '../time/instant.ts';
import { type Mode, modeAt, type SeasonCalendar } from '../time/season.ts';

/**
 * What becomes of messages that a pause holds back, said when it begins. `shift`: they go out after it, spread over a
 * stated time. `skip`: what became due meanwhile is withheld, later steps go on. `drop`: whatever the runs that were
 * open meanwhile still had to say is withheld.
 */
export const pauseRules = ['shift', 'skip', 'drop'] as const;
export type PauseRule = (typeof pauseRules)[number];

/** In place of a name: whatever it is. */
export const any = '*';

/** What a pause holds back: messages for which every part that is named fits. No part named: the whole store. */
export interface PauseScope {
  readonly journey: string;
  readonly channel: Channel | typeof any;
  readonly purpose: Purpose | typeof any;
  /** `cart/offer#1`, of the journey. */
  readonly step: string;
  /** Only while the store's calendar is in this mode. */
  readonly season: Mode | typeof any;
}

export const everything: PauseScope = { journey: any, channel: any, purpose: any, step: any, season: any };

/** A pause as the gate sees it. */
export interface Pause extends PauseScope {
  readonly rule: PauseRule;
  readonly since: Millis;
  /** Absent while it stands. */
  readonly liftedAt?: Millis;
  /** Of `shift` and of what waited before a `skip`: over how long the held messages go out after it. */
  readonly spread: Millis;
}

/** What held messages are spread over unless a pause says otherwise. */
export const defaultSpread: Duration = '10 minutes';

/** A time during which a pause held back; `to` is infinite while nobody knows its end. */
export interface PauseWindow {
  readonly from: Millis;
  readonly to: Millis;
}

export const isAbout = (
  scope: PauseScope,
  message: { readonly journey: string; readonly channel: Channel; readonly purpose: Purpose; readonly step: string },
): boolean =>
  (['journey', 'channel', 'purpose', 'step'] as const).every(
    (part) => scope[part] === any || scope[part] === message[part],
  );

/** When a pause has held back so far, at `now`: of one that is about a season, only while that lasts. */
export const windowsOf = (pause: Pause, calendar: SeasonCalendar, now: Millis): readonly PauseWindow[] => {
  const whole = { from: pause.since, to: pause.liftedAt ?? Number.POSITIVE_INFINITY };
  if (pause.season === any) return whole.from <= now && whole.from < whole.to ? [whole] : [];
  // The mode changes at the calendar's instants only.
  const turns = calendar.flatMap(({ from, to }) => [Date.parse(from), Date.parse(to)]);
  const cuts = [whole.from, ...turns.filter((at) => at > whole.from && at < whole.to), whole.to];
  return cuts
    .slice(0, -1)
    .map((from, index) => ({ from, to: cuts[index + 1]! }))
    .filter(({ from, to }) => from <= now && from < to && modeAt(from, calendar) === pause.season);
};
