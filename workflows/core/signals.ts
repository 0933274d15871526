import { defineSignal, setHandler, type CancellationScope } from '@temporalio/workflow';
import { replanSignal, type Plan } from '../../domain/run.ts';
import type { EventSignal } from './event.ts';
import type { RunState } from './run-state.ts';

const replan = defineSignal<[Plan]>(replanSignal);

/**
 * Takes what is told to the run from its first moment on: exits cancel `scope`, listened events are kept
 * until the body asks, a new plan moves the waits in progress. Each event counts once, however often
 * it is delivered.
 */
export const hearSignals = (state: RunState, scope: CancellationScope): void => {
  for (const { name } of state.spec.exitOn) {
    setHandler(defineSignal<[EventSignal]>(name), () => {
      if (state.exit) return;
      state.exit = name;
      scope.cancel();
    });
  }
  const known = new Set<string>();
  for (const [name, arrived] of state.arrived) {
    setHandler(defineSignal<[EventSignal]>(name), ({ eventId, ...ids }) => {
      if (known.has(eventId)) return;
      known.add(eventId);
      arrived.push(ids);
    });
  }
  setHandler(replan, (plan) => {
    state.plan = plan;
    state.replans += 1;
  });
};
