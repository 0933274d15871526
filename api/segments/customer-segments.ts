import type { RequestHandler } from 'express';
import type { Queries } from '../../db/client.ts';
import { askDefinitions } from '../../db/definitions/ask.ts';
import { bodiesOf, readDefinitions } from '../../db/definitions/definitions.ts';
import { readSegmentsAge } from '../../db/freshness/segments-age.ts';
import { readSection } from '../../db/policies/section.ts';
import { readStanding, readStays } from '../../db/segments/read-segments.ts';
import { readOrderTotals } from '../../db/shop/orders.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { readStandings } from '../../db/facts/standing.ts';
import type { KnownDefinition } from '../../domain/definitions/definition.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { freshMembership } from '../../domain/freshness/fresh-segments.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import { knownValue } from '../../domain/segments/stored.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { storeOf } from '../access/access.ts';
import { namedCustomer } from '../read/customer.ts';
import { describedSegment } from './described-segment.ts';

interface SegmentsDeps {
  readonly db: Queries;
  readonly clock: Clock;
}

/** Stays that are shown. */
const newest = 50;

/**
 * `GET /v1/customers/:customerId/segments`: what a customer is to the shop, as the gate and the journeys see it, since when,
 * and what they were. While nothing is stored of them, what the rules about orders say. Definitions of the store are asked now.
 */
export const getCustomerSegments =
  (deps: SegmentsDeps): RequestHandler =>
  async (request, response) => {
    const customer = await namedCustomer(deps.db, request, response);
    response.json(await readSegmentsView(deps, storeOf(response), customer));
  };

/** The answer for one customer of a store, as programs and pages show it. */
export const readSegmentsView = async ({ db, clock }: SegmentsDeps, store: StoreRow, customer: CustomerId) => {
  const now = clock.now();
  const [standing, standings, stays, history, lines, age, definitions] = await Promise.all([
    readStanding(db, customer),
    readStandings(db, [customer]),
    readStays(db, customer, newest),
    readOrderTotals(db, store.id, [customer]),
    readSection(db, store.id, 'value', new Date(now)),
    readSegmentsAge(db, store.id, now),
    readDefinitions(db, store.id),
  ]);
  const question = { store: store.id, currency: store.currency, now, others: bodiesOf(definitions) };
  const saved = (await askDefinitions(db, [...definitions.keys()], [customer], question)).get(customer) ?? [];
  const stored = standings.get(customer);
  const fresh = freshMembership(stored, age, now);
  const { by, value, segments } = knownValue(history, fresh, lines, now);
  const lasting = (name: AnySegment) => stays.find(({ segment, leftAt }) => segment === name && leftAt === null);
  return {
    customer,
    by,
    /** True: what is stored is older than the policy allows, and is not used. */
    stale: stored !== undefined && fresh === undefined,
    value,
    primary: standing?.primary && segments.includes(standing.primary) ? standing.primary : segments[0],
    segments: [...segments, ...saved].map((name) => ({
      ...wordsOf(name, definitions),
      name,
      since: lasting(name)?.enteredAt ?? null,
    })),
    evaluatedAt: standing?.evaluatedAt ?? null,
    stays,
  };
};

export type SegmentsView = Awaited<ReturnType<typeof readSegmentsView>>;

const wordsOf = (name: AnySegment, definitions: ReadonlyMap<string, KnownDefinition>) => {
  const described = describedSegment(name, definitions);
  return { title: described?.title ?? null, sentence: described?.sentence ?? null, goal: described?.goal ?? null };
};
