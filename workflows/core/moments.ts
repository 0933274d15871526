import type { Moment } from '../../domain/season/campaign.ts';
import { momentFor } from '../../domain/season/moments.ts';
import { type Millis, toMillis } from '../../domain/time/instant.ts';
import type { RunState } from './run-state.ts';
import { storeNow, waitUntil } from './waits.ts';

/** `j.at`: a moment that was over before the wait began is passed by; one that ends during it is the gate's to refuse. */
export const at = async (state: RunState, moment: Moment): Promise<boolean> => {
  const end = endOf(state, moment);
  if (end === undefined || end <= storeNow(state)) return false;
  await waitUntil(state, () => startOf(state, moment) ?? storeNow(state), `Wait for the campaign: ${moment}`);
  return windowOf(state, moment) !== undefined;
};

const windowOf = ({ plan }: RunState, moment: Moment) => plan.moments?.[moment];

const startOf = (state: RunState, moment: Moment): Millis | undefined => {
  const window = windowOf(state, moment);
  return window && momentFor(window, state.input.customer);
};

/** From when on what is said at a moment is of no use; undefined: the campaign has no such moment (any more). */
export const endOf = (state: RunState, moment: Moment): Millis | undefined => {
  const window = windowOf(state, moment);
  return window && toMillis(window.until);
};
