import type { Millis } from '../../time/instant.ts';
import type { OrderFacts } from '../facts/order.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** `missing`: it does not exist (any more); absent: the message is about none. */
  readonly state?: NonNullable<OrderFacts['order']>['state'] | 'missing';
  readonly late?: true;
}

/** What is told of an order before the order itself is waited for so long, from the beginning of the run. */
const waitsFor: Millis = 6 * 3_600_000;
/** It is asked again after five minutes, then after twice as long each time. */
const soonest: Millis = 300_000;

/**
 * What shops tell comes in any order: a parcel, or that it is late, may be told before its order, which then comes within
 * minutes. Nobody is asked how they like what was cancelled, came back, or has not come (R31). What only concerns the order, as
 * its confirmation does, goes out for one that is late.
 */
export const orderStands: Rule<Saw> = {
  name: 'order-stands',
  judge: ({ now, order, step, run }) => {
    if (order === undefined) return { says: 'pass', saw: {} };
    const saw: Saw = { state: order?.state ?? 'missing', ...(order?.late && { late: true }) };
    const waited = now - run.startedAt;
    if (!order && waited < waitsFor) {
      return { says: 'later', at: now + Math.max(soonest, waited), reason: 'order_unknown', saw };
    }
    if (!order || order.state === 'cancelled' || order.state === 'returned') {
      return { says: 'withheld', reason: 'order_over', saw };
    }
    return order.late && step.purpose === 'marketing'
      ? { says: 'withheld', reason: 'order_late', saw }
      : { says: 'pass', saw };
  },
  sentence: ({ says, saw: { state, late } }) => {
    if (state === undefined) return 'It is about no order.';
    if (state === 'missing') {
      return says === 'later' ? 'The shop has not told of the order yet.' : 'The order did not exist (any more).';
    }
    if (says === 'pass')
      return late ? 'The order was late, which this message does not mind.' : `The order stood: ${state}.`;
    return late && state !== 'cancelled' && state !== 'returned'
      ? 'The order was late and had not come yet.'
      : `The order was over: ${state}.`;
  },
};
