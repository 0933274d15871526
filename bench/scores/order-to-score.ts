import { sql } from 'drizzle-orm';
import { startStaleScorer } from '../../worker/scoring/stale-scorer.ts';
import type { Timed } from '../latency/time-events.ts';

/** From an order to the score of its customer. */
export const orderToScore: Timed = {
  name: 'order',
  type: 'order.placed',
  data: (index) => ({ orderId: `order-${index}`, lines: [], total: { amount: 1_990, currency: 'EUR' } }),
  start: startStaleScorer,
  done: sql`join scores s on s.customer_id = a.customer_id`,
  every: 50,
};
