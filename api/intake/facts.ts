import type { Queries } from '../../db/client.ts';
import { readInboxSince } from '../../db/road/inbox.ts';
import { readNewestPurchase } from '../../db/shop/orders.ts';
import { readLiveRuns, readPastRuns } from '../../db/road/runs.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import type { RoutedEvent, RouteFacts } from '../route.ts';
import type { Identified } from './identify.ts';

/** Reads what `route` decides from; the customers are locked and the event's state is applied. */
export const readFacts = async (
  queries: Queries,
  specs: readonly JourneySpec[],
  event: RoutedEvent,
  customers: Identified,
  known: Pick<RouteFacts, 'now' | 'calendar' | 'outdated' | 'ordered' | 'imported' | 'merged'>,
): Promise<RouteFacts> => {
  const triggered = known.imported ? [] : specs.filter((spec) => triggersOf(spec).includes(event.type));
  const exits = [...new Set(triggered.flatMap((spec) => spec.exitOn.map((rule) => rule.name)))];
  const journeys = triggered.map((spec) => spec.name);
  const needsPurchase = triggered.length > 0 || known.merged || customers.matched.length > 1;
  // Sent together: the driver pipelines them on the transaction's connection.
  const [live, bought, past, later] = await Promise.all([
    readLiveRuns(queries, customers.matched),
    needsPurchase ? readNewestPurchase(queries, customers.matched) : undefined,
    journeys.length > 0 ? readPastRuns(queries, customers.owner, journeys) : [],
    exits.length > 0 ? readInboxSince(queries, [customers.owner], exits, new Date(event.at)) : [],
  ]);
  return {
    ...known,
    live: live.map((run) => ({ ...run, touchedAt: +run.touchedAt, dueAt: +run.dueAt })),
    bought: bought && +bought,
    past: past.map((one) => ({ ...one, wroteUntil: one.wroteUntil ? +one.wroteUntil : undefined })),
    later,
  };
};
