import { CancellationScope, condition, patched } from '@temporalio/workflow';
import { idleOf, timeOf } from '../../domain/cadence.ts';
import { realTime, storeTime } from '../../domain/time/clock.ts';
import { type Instant, type Millis, toMillis } from '../../domain/time/instant.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';
import { due, eventEnd, type Mode, modeAt, nextEvent, type Wait } from '../../domain/time/season.ts';
import { showNow } from './details.ts';
import { readableInstant, readableWait } from './readable.ts';
import type { RunState } from './run-state.ts';

/** Machines' clocks differ a little: a start delay that ended this much early, in store time, has ended. */
const clockTolerance: Millis = 1000;

/** The store's time now. */
export const storeNow = (state: RunState): Millis => storeTime(Date.now(), state.plan.clock);

/** When the body came to where it is: right after a wait, the instant that the wait was due. */
export const reachedAt = (state: RunState): Millis =>
  state.woken?.real === Date.now() ? Math.min(state.woken.due, storeNow(state)) : storeNow(state);

/** Ends the body here when an exit or a cancellation happened. @throws CancelledFailure */
export const stopIfCancelled = async (): Promise<void> => {
  const scope = CancellationScope.current();
  if (scope.consideredCancelled) await scope.cancelRequested;
};

/**
 * Waits until the store's clock shows `target()`, which is asked again whenever the plan may have
 * changed; true when `ended` became true first.
 */
export const waitUntil = async (
  state: RunState,
  target: () => Millis,
  label: string,
  ended: () => boolean = () => false,
): Promise<boolean> => {
  await stopIfCancelled();
  state.shift = 0;
  for (;;) {
    if (ended()) return true;
    const due = target();
    const real = realTime(due, state.plan.clock);
    const left = Math.ceil(real - Date.now());
    if (left > 0) {
      const summary = `${label}, until ${readableInstant(due)}`;
      showNow(state, summary);
      const moved = () => realTime(target(), state.plan.clock) !== real;
      if (await condition(() => ended() || moved(), left, { summary })) continue;
    }
    state.woken = { real: Date.now(), due };
    return ended();
  }
};

/** The idle period, counted from the trigger; nothing is left of it after a start delay. */
export const firstWait = async (state: RunState): Promise<void> => {
  const touched = toMillis(state.input.touchedAt);
  const target = () => {
    const idle = idleOf(state.spec, state.plan.cadence);
    return idle ? due(touched, idle, state.plan.calendar) : touched;
  };
  if (target() - storeNow(state) <= clockTolerance) {
    state.woken = { real: Date.now(), due: target() };
    return;
  }
  const idle = idleOf(state.spec, state.plan.cadence);
  await waitUntil(state, target, `Idle ${idle ? readableWait(idle) : ''}`);
};

/** A length of time, or the name of a step of the cadence. */
export type Length = string | Exclude<Wait, string>;

/** How long that is, as the plan has it now; null when the store leaves the step out. */
export const lengthOf = ({ spec, plan }: RunState, length: Length): Wait | null =>
  typeof length === 'string' && spec.cadence?.[length] !== undefined
    ? timeOf(spec, plan.cadence, length)
    : // The types let nothing else through but the names of steps.
      (length as Wait);

/** `j.wait`: counted from now. */
export const wait = async (state: RunState, length: Length): Promise<boolean> =>
  waitFrom(state, length, storeNow(state));

/** `j.reach`: a step of the cadence, counted from an instant. */
export const reach = async (state: RunState, step: string, from: Instant): Promise<boolean> =>
  (await waitFrom(state, step, toMillis(from))) && keepDistance(state, step, toMillis(from));

/**
 * A step that was due before the last message went out comes as long after it as they are due after each other: what a
 * shorter cadence puts into the past does not come all at once. False when the store leaves the step out meanwhile.
 */
const keepDistance = async (state: RunState, step: string, from: Millis): Promise<boolean> => {
  const { lastSent } = state;
  const dueAt = (): Millis => {
    const wait = lengthOf(state, step);
    return wait === null ? storeNow(state) : due(from, wait, state.plan.calendar);
  };
  const shift = (): Millis => (lastSent && dueAt() < lastSent.at ? Math.max(0, lastSent.at - lastSent.dueAt) : 0);
  if (dueAt() + shift() <= storeNow(state) || !patched('overtaken steps keep their distance')) return true;
  await waitUntil(state, () => dueAt() + shift(), `Distance to the message before (${step})`);
  state.shift = shift();
  return lengthOf(state, step) !== null;
};

/** A time that is changed while it is waited for holds once the plan tells it; one that is left out ends the wait. */
const waitFrom = async (state: RunState, length: Length, from: Millis): Promise<boolean> => {
  const begun = lengthOf(state, length);
  if (begun === null) return false;
  const target = () => {
    const wait = lengthOf(state, length);
    return wait === null ? storeNow(state) : due(from, wait, state.plan.calendar);
  };
  const step = typeof length !== 'string' || length === begun ? '' : ` (${length})`;
  await waitUntil(state, target, `Wait ${readableWait(begun)}${step}`);
  return lengthOf(state, length) !== null;
};

/** `j.reachEvent`. */
export const reachEvent = async (state: RunState, step: string, within: Duration): Promise<boolean> => {
  const began = toMillis(state.input.touchedAt);
  const latest = began + durationMillis(within);
  const target = () => {
    const length = lengthOf(state, step);
    const event = nextEvent(state.plan.calendar, began);
    if (length === null || event === undefined) return undefined;
    const at = due(event, length, state.plan.calendar);
    return at <= latest ? at : undefined;
  };
  if (lengthOf(state, step) === null) return false;
  const until = () => (lengthOf(state, step) === null ? storeNow(state) : (target() ?? latest));
  await waitUntil(state, until, `Wait for the next event (${step})`);
  return target() !== undefined;
};

/** `j.mode`. */
export const mode = (state: RunState): Mode => modeAt(storeNow(state), state.plan.calendar);

/** Until when the event that is on lasts, as the plan has it now. */
export const endOfEvent = (state: RunState): Millis | undefined => eventEnd(state.plan.calendar, storeNow(state));

/** `j.reachEventEnd`. */
export const reachEventEnd = async (state: RunState, step: string): Promise<boolean> => {
  const target = () => {
    const length = lengthOf(state, step);
    const end = endOfEvent(state);
    return length === null || end === undefined ? undefined : due(end, length, state.plan.calendar);
  };
  await waitUntil(state, () => target() ?? storeNow(state), `Wait for the end of the event (${step})`);
  return target() !== undefined;
};

/** `j.until`. */
export const until = async (state: RunState, instant: Instant): Promise<void> => {
  const target = toMillis(instant);
  await waitUntil(state, () => target, 'Wait');
};
