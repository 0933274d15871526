import { CancellationScope, condition } from '@temporalio/workflow';
import { realTime, storeTime } from '../../domain/time/clock.ts';
import { type Instant, type Millis, toMillis } from '../../domain/time/instant.ts';
import { due, type Wait } from '../../domain/time/season.ts';
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
  const { idle } = state.spec;
  const target = () => (idle ? due(touched, idle, state.plan.calendar) : touched);
  if (target() - storeNow(state) <= clockTolerance) {
    state.woken = { real: Date.now(), due: target() };
    return;
  }
  await waitUntil(state, target, `Idle ${idle ? readableWait(idle) : ''}`);
};

/** `j.wait`: counted from now. */
export const wait = async (state: RunState, length: Wait): Promise<void> => {
  const from = storeNow(state);
  await waitUntil(state, () => due(from, length, state.plan.calendar), `Wait ${readableWait(length)}`);
};

/** `j.until`. */
export const until = async (state: RunState, instant: Instant): Promise<void> => {
  const target = toMillis(instant);
  await waitUntil(state, () => target, 'Wait');
};
