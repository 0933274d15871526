import { exitReason } from './exit-reason.ts';
import type { Rule, Verdict } from './rule.ts';

/** A purchase, an emptied cart or any other exit ends the run: nothing more of it is sent (R15). */
export const stillWanted: Rule = {
  name: 'still-wanted',
  judge: ({ run, cart }): Verdict => {
    const saw = {
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
};
