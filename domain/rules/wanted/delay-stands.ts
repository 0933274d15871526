import type { OrderFacts } from '../facts/order.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** Absent: the message tells of no delay. */
  readonly state?: NonNullable<OrderFacts['order']>['state'];
}

/** Nobody is told that an order is late which has come since: it would alarm who has it already (R87). */
export const delayStands: Rule<Saw> = {
  name: 'delay-stands',
  judge: ({ order }) => {
    if (!order?.tellsDelay) return { says: 'pass', saw: {} };
    const saw: Saw = { state: order.state };
    return order.late ? { says: 'pass', saw } : { says: 'withheld', reason: 'delay_over', saw };
  },
  sentence: ({ says, saw: { state } }) => {
    if (state === undefined) return 'It tells of no delay.';
    return says === 'pass' ? 'The order was late and had not come yet.' : `The order was not late any more: ${state}.`;
  },
};
