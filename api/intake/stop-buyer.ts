import type { Queries } from '../../db/client.ts';
import { lockCustomers } from '../../db/customers/customers.ts';
import { exitRuns, readLiveRuns } from '../../db/road/runs.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Known } from './identify.ts';

/**
 * Ends the live runs that a purchase ends, of everybody whom the order may be about, and nothing else: for an order
 * that cannot be applied. One message too few does less harm than one after a purchase. Temporal is not told: the
 * gate withholds what the runs still ask for.
 */
export const stopBuyer = async (
  queries: Queries,
  specs: readonly JourneySpec[],
  { aliases, cartOwner }: Known,
  boughtAt: Date,
): Promise<void> => {
  const owners = cartOwner === undefined ? [] : [cartOwner];
  const buyers = [...new Set([...aliases.map(({ customerId }) => customerId), ...owners])];
  if (buyers.length === 0) return;
  await lockCustomers(queries, buyers);
  const ended = specs.filter(({ exitOn }) => exitOn.some(({ name }) => name === 'order.placed'));
  const live = await readLiveRuns(queries, buyers);
  const stopped = live.filter(({ journey }) => ended.some(({ name }) => name === journey)).map(({ id }) => id);
  await exitRuns(queries, stopped, { event: 'order.placed', at: boughtAt });
};
