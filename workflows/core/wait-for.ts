import type { AnyEventIds, EventType } from '../../domain/events.ts';
import { due, type Wait } from '../../domain/time/season.ts';
import { readableWait } from './readable.ts';
import type { RunState } from './run-state.ts';
import { storeNow, waitUntil } from './waits.ts';

/** `j.waitFor`: takes the oldest event of `name` not taken yet, waiting for one at most `timeout`. */
export const waitFor = async (state: RunState, name: EventType, timeout: Wait): Promise<AnyEventIds | undefined> => {
  const arrived = state.arrived.get(name) ?? [];
  const from = storeNow(state);
  await waitUntil(
    state,
    () => due(from, timeout, state.plan.calendar),
    `Wait for ${name} at most ${readableWait(timeout)}`,
    () => arrived.length > 0,
  );
  return arrived.shift();
};
