import type { RunExit } from '../../run.ts';
import type { Rule } from '../rule.ts';
import { exitReason } from './exit-reason.ts';

interface Saw {
  readonly run: 'open' | 'closed';
  readonly exit: RunExit | null;
  readonly cart?: 'open' | 'emptied' | 'ordered' | 'missing';
  readonly lines?: number;
}

/** A purchase, an emptied cart or any other exit ends the run: nothing more of it is sent (R15). */
export const stillWanted: Rule<Saw> = {
  name: 'still-wanted',
  judge: ({ run, cart }) => {
    const saw: Saw = {
      run: run.state,
      exit: run.exitEvent ?? null,
      ...(cart !== undefined && { cart: cart?.state ?? 'missing', lines: cart?.lines ?? 0 }),
    };
    if (run.exitEvent) return { says: 'withheld', reason: exitReason(run.exitEvent), saw };
    if (run.state === 'closed') return { says: 'withheld', reason: 'run_over', saw };
    if (cart === undefined) return { says: 'pass', saw };
    if (cart?.state === 'ordered') return { says: 'withheld', reason: 'bought', saw };
    if (cart?.state === 'emptied') return { says: 'withheld', reason: 'cart_emptied', saw };
    if (!cart?.lines) return { says: 'withheld', reason: 'nothing_to_show', saw };
    return { says: 'pass', saw };
  },
  sentence: ({ says, saw }) => {
    if (says === 'pass') return 'Nothing had happened that ends the journey.';
    if (saw.exit === 'order.placed' || saw.cart === 'ordered') return 'The customer had bought.';
    if (saw.exit === 'cart.emptied' || saw.cart === 'emptied') return 'The cart had been emptied.';
    if (saw.exit === 'cart.updated' || saw.exit === 'checkout.started') return 'The customer had begun a cart.';
    if (saw.exit === 'run.stopped') return 'Somebody had stopped the journey for this customer.';
    if (saw.exit) return `The journey had ended: ${saw.exit}.`;
    if (saw.run === 'closed') return 'The journey was already over.';
    return saw.cart === 'missing' ? 'The cart did not exist any more.' : 'There was nothing in the cart any more.';
  },
};
