import type { Duration } from './time/duration.ts';
import type { Wait } from './time/season.ts';

/** Times of a journey's steps, by name; `null` leaves a step out. */
export type Cadence = Readonly<Record<string, Wait | null>>;

/** The name under which a store changes the first wait, the spec's `idle`. */
export const idleStep = 'idle';

/** What has a cadence: a spec, as far as times are concerned. */
export interface Timed {
  readonly idle?: Wait;
  readonly cadence?: Cadence;
}

/** The time of a step: the store's own, else the journey's; `null`: the step is left out. */
export const timeOf = ({ cadence }: Timed, own: Cadence | undefined, step: string): Wait | null =>
  own?.[step] !== undefined ? own[step] : (cadence?.[step] ?? null);

/** The first wait, counted from the last touch: the store's own, else the journey's. A first wait cannot be left out. */
export const idleOf = ({ idle }: Timed, own: Cadence | undefined): Wait | undefined => own?.[idleStep] ?? idle;

/** Every duration in a wait. */
export const durationsOf = (wait: Wait): readonly Duration[] =>
  typeof wait === 'string' ? [wait] : Object.values(wait);
