import type { Queries } from '../../db/client.ts';
import { readSaved } from '../../db/definitions/saved-segments.ts';
import { readStandings } from '../../db/facts/standing.ts';
import { readInboxSince } from '../../db/road/inbox.ts';
import { readSegmentsAge } from '../../db/freshness/segments-age.ts';
import { readSection } from '../../db/policies/section.ts';
import { countOrders, readNewestPurchase, readOrderTotals } from '../../db/shop/orders.ts';
import { readStore } from '../../db/shop/stores.ts';
import { readModes } from '../../db/switches/modes.ts';
import { readLiveRuns, readPastRuns } from '../../db/road/runs.ts';
import { definitionsNamedIn } from '../../domain/definitions/named.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import { type SendingMode, stricter, wholeStore } from '../../domain/switches/sending-mode.ts';
import { missedCutOff } from '../../domain/policy/delivery.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import { freshMembership } from '../../domain/freshness/fresh-segments.ts';
import { knownValue } from '../../domain/segments/stored.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { RoutedEvent, RouteFacts } from '../route/routing.ts';
import type { Identified } from './identify.ts';

/** Reads what `route` decides from; the customers are locked and the event's state is applied. */
export const readFacts = async (
  queries: Queries,
  store: StoreId,
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
  const needsOrders = triggered.some(({ entry }) => entry?.orders !== undefined);
  const needsValue = triggered.some(({ entry }) => entry?.segments !== undefined);
  const [live, bought, past, later, modes, orders, cadences, valued, delivery] = await Promise.all([
    readLiveRuns(queries, customers.matched),
    needsPurchase ? readNewestPurchase(queries, customers.matched) : undefined,
    journeys.length > 0 ? readPastRuns(queries, customers.owner, journeys) : [],
    exits.length > 0 ? readInboxSince(queries, [customers.owner], exits, new Date(event.at)) : [],
    journeys.length > 0 ? readModes(queries, store) : [],
    needsOrders ? countOrders(queries, customers.matched, new Date(event.at)) : undefined,
    triggered.some(({ idle }) => idle !== undefined)
      ? readSection(queries, store, 'cadences', new Date(known.now))
      : undefined,
    needsValue ? readSegments(queries, store, customers, known.now, triggered) : undefined,
    triggered.some(({ entry }) => entry?.delivery !== undefined)
      ? readSection(queries, store, 'delivery', new Date(known.now))
      : undefined,
  ]);
  return {
    ...known,
    live: live.map((run) => ({ ...run, touchedAt: +run.touchedAt, dueAt: +run.dueAt })),
    bought: bought && +bought,
    past: past.map((one) => ({ ...one, wroteUntil: one.wroteUntil ? +one.wroteUntil : undefined })),
    later,
    orders,
    cadences: cadences?.byJourney,
    ...(valued && { segments: valued }),
    ...(delivery && { late: missedCutOff(delivery, event.at) !== undefined }),
    ...journeysOff(triggered, modes),
  };
};

/** The segments of the customer: what is stored, and what the orders of all whom the event names make of them. */
const readSegments = async (
  queries: Queries,
  store: StoreId,
  { owner, matched }: Identified,
  now: Millis,
  specs: readonly JourneySpec[],
): Promise<readonly AnySegment[]> => {
  const [policy, history, standings, age, saved] = await Promise.all([
    readSection(queries, store, 'value', new Date(now)),
    readOrderTotals(queries, store, matched),
    readStandings(queries, [owner]),
    readSegmentsAge(queries, store, now),
    readSavedOfEntries(queries, store, owner, now, specs),
  ]);
  const stored = freshMembership(standings.get(owner), age, now);
  return [...knownValue(history, stored, policy, now).segments, ...saved];
};

/** The segments of the store's own that the journeys ask for. */
const readSavedOfEntries = async (
  queries: Queries,
  store: StoreId,
  owner: CustomerId,
  now: Millis,
  specs: readonly JourneySpec[],
): Promise<readonly AnySegment[]> => {
  const namedBy = specs.map(({ entry }) => entry?.segments);
  if (definitionsNamedIn(...namedBy).length === 0) return [];
  const asked = { store: (await readStore(queries, store))!, customers: [owner], now: new Date(now), namedBy };
  return (await readSaved(queries, asked)).get(owner) ?? [];
};

/** Which of these journeys may not begin now; those that nobody has ever switched are merely asleep. */
const journeysOff = (
  specs: readonly JourneySpec[],
  modes: readonly { readonly journey: string; readonly mode: SendingMode }[],
): Pick<RouteFacts, 'off' | 'asleep'> => {
  const said = (journey: string) => modes.find((one) => one.journey === journey)?.mode;
  const store = said(wholeStore) ?? 'on';
  const off = specs.filter((spec) => stricter(store, said(spec.name) ?? spec.begins ?? 'on') === 'off');
  const isAsleep = (spec: JourneySpec) => spec.begins === 'off' && said(spec.name) === undefined;
  return {
    off: off.filter((spec) => !isAsleep(spec)).map(({ name }) => name),
    asleep: off.filter(isAsleep).map(({ name }) => name),
  };
};
