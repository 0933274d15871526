import type { EventType } from '../events.ts';
import type { WithheldReason } from '../reasons.ts';

/** Why a step is withheld after the exit `event` of its run. */
export const exitReason = (event: EventType): WithheldReason => {
  if (event === 'order.placed') return 'bought';
  if (event === 'cart.emptied') return 'cart_emptied';
  return 'exited';
};
