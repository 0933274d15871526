import { sql } from 'drizzle-orm';
import { startSegmentKeeper } from '../../worker/segments/segment-keeper.ts';
import type { Timed } from '../latency/time-events.ts';

/** From a checkout that somebody begins to their segment. */
export const checkoutToSegment: Timed = {
  name: 'checkout',
  type: 'checkout.started',
  data: (index) => ({ cartId: `cart-${index}` }),
  start: startSegmentKeeper,
  done: sql`join segment_standings s on s.customer_id = a.customer_id and 'high-intent' = any(s.segments)`,
  every: 20,
};
