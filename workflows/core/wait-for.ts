import type { AnyEventIds, EventType } from '../../domain/events.ts';
import { due } from '../../domain/time/season.ts';
import { readableWait } from './readable.ts';
import type { RunState } from './run-state.ts';
import { type Length, lengthOf, storeNow, waitUntil } from './waits.ts';

/** `j.waitFor`: takes the oldest event of `name` not taken yet, waiting for one at most `timeout`. */
export const waitFor = async (state: RunState, name: EventType, timeout: Length): Promise<AnyEventIds | undefined> => {
  const arrived = state.arrived.get(name) ?? [];
  const from = storeNow(state);
  const most = () => lengthOf(state, timeout) ?? '0s';
  await waitUntil(
    state,
    () => due(from, most(), state.plan.calendar),
    `Wait for ${name} at most ${readableWait(most())}`,
    () => arrived.length > 0,
  );
  return arrived.shift();
};
