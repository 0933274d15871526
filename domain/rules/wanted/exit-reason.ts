import type { WithheldReason } from '../../reasons.ts';
import type { RunExit } from '../../run.ts';

/** Why a step is withheld after the exit `exit` of its run. */
export const exitReason = (exit: RunExit): WithheldReason => {
  if (exit === 'order.placed' || exit === 'product.bought') return 'bought';
  if (exit === 'cart.updated' || exit === 'checkout.started' || exit === 'product.taken') return 'cart_begun';
  if (exit === 'wishlist.removed' || exit === 'alert.cancelled') return 'not_interested';
  if (exit === 'cart.emptied') return 'cart_emptied';
  if (exit === 'run.stopped') return 'stopped';
  return 'exited';
};
