import { defineSignal, patched, setHandler, type CancellationScope } from '@temporalio/workflow';
import { idleOf } from '../../domain/cadence.ts';
import { type Plan, replanSignal, type RunExit, stopSignal } from '../../domain/run.ts';
import type { EventSignal } from './event.ts';
import type { RunState } from './run-state.ts';

const stop = defineSignal(stopSignal);
const replan = defineSignal<[Plan]>(replanSignal);

/**
 * Takes what is told to the run from its first moment on: exits and a stop by hand cancel `scope`, listened events are kept
 * until the body asks, a new plan moves the waits in progress. Each event counts once, however often
 * it is delivered.
 */
export const hearSignals = (state: RunState, scope: CancellationScope): void => {
  const exitBy = (exit: RunExit) => (): void => {
    if (state.exit) return;
    state.exit = exit;
    scope.cancel();
  };
  for (const { name } of state.spec.exitOn) setHandler(defineSignal<[EventSignal]>(name), exitBy(name));
  setHandler(stop, exitBy('run.stopped'));
  const known = new Set<string>();
  for (const [name, arrived] of state.arrived) {
    setHandler(defineSignal<[EventSignal]>(name), ({ eventId, ...ids }) => {
      if (known.has(eventId)) return;
      known.add(eventId);
      arrived.push(ids);
    });
  }
  setHandler(replan, (plan) => {
    const isOtherIdle =
      JSON.stringify(idleOf(state.spec, plan.cadence)) !== JSON.stringify(idleOf(state.spec, state.plan.cadence));
    // Runs of before only took the new first wait from their next question on.
    if (isOtherIdle && patched('touched waits follow the cadence')) state.retimes += 1;
    state.plan = plan;
    state.replans += 1;
  });
};
