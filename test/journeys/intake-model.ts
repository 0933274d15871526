import type { DeliverInput } from '../../domain/delivery.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import { due } from '../../domain/time/season.ts';
import type { GateAnswer } from '../../cli/simulator/gate.ts';

/** What a store tells in the property tests; `occurred` by its own clock, in milliseconds. */
export interface ToldEvent {
  readonly id: number;
  readonly kind: 'cart' | 'checkout' | 'order' | 'emptied';
  readonly occurred: Millis;
}

/**
 * The smallest model of intake and gate for one cart: what an event changes, whether it stops the run, and
 * what the gate decides from that. `careless` forgets to look for purchases: the property must notice.
 */
export const modelStore = (trigger: Millis, { careless = false } = {}) => {
  const told = new Set<number>();
  const state = { touched: trigger, bought: -Infinity, emptied: -Infinity, stopped: false };

  return {
    state,
    /** Applies an event once; true when it stops the run. */
    apply: ({ id, kind, occurred }: ToldEvent): boolean => {
      if (told.has(id)) return false;
      told.add(id);
      if (kind === 'order') {
        state.bought = Math.max(state.bought, occurred);
      } else if (kind === 'emptied') {
        if (occurred < state.touched) return false;
        state.emptied = occurred;
      } else {
        const outdated = occurred <= state.bought || occurred <= state.emptied;
        if (!outdated) state.touched = Math.max(state.touched, occurred);
        return false;
      }
      state.stopped = true;
      return true;
    },
    /** What the real gate decides, as far as carts and orders matter; undefined when it would send. */
    refuses: ({ idle }: DeliverInput, now: Millis): GateAnswer | undefined => {
      if (state.bought > -Infinity && !careless) return { outcome: 'withheld', reason: 'bought' };
      if (state.stopped && state.bought === -Infinity) return { outcome: 'withheld', reason: 'cart_emptied' };
      const dueAt = idle ? due(state.touched, idle, []) : now;
      return dueAt > now ? { outcome: 'later', at: toInstant(dueAt), reason: 'touched' } : undefined;
    },
  };
};
