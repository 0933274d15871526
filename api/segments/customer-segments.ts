import type { RequestHandler } from 'express';
import type { Queries } from '../../db/client.ts';
import { readSection } from '../../db/policies/section.ts';
import { readStanding, readStays } from '../../db/segments/read-segments.ts';
import { readOrderTotals } from '../../db/shop/orders.ts';
import { storedOf } from '../../db/facts/standing.ts';
import { segmentRules } from '../../domain/segments/index.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import { knownValue } from '../../domain/segments/stored.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { storeOf } from '../access/access.ts';
import { namedCustomer } from '../read/customer.ts';

interface SegmentsDeps {
  readonly db: Queries;
  readonly clock: Clock;
}

/** Stays that are shown. */
const newest = 50;

/**
 * `GET /v1/customers/:customerId/segments`: what a customer is to the shop, as the gate and the journeys see it, since when,
 * and what they were. While nothing is stored of them, what the rules about orders say.
 */
export const getCustomerSegments =
  ({ db, clock }: SegmentsDeps): RequestHandler =>
  async (request, response) => {
    const customer = await namedCustomer(db, request, response);
    const store = storeOf(response);
    const now = clock.now();
    const [standing, stays, history, lines] = await Promise.all([
      readStanding(db, customer),
      readStays(db, customer, newest),
      readOrderTotals(db, store.id, [customer]),
      readSection(db, store.id, 'value', new Date(now)),
    ]);
    const { by, value, segments } = knownValue(history, storedOf(standing), lines, now);
    const lasting = (name: AnySegment) => stays.find(({ segment, leftAt }) => segment === name && leftAt === null);
    response.json({
      customer,
      by,
      value,
      primary: standing?.primary ?? segments[0],
      segments: segments.map((name) => ({ ...wordsOf(name), name, since: lasting(name)?.enteredAt ?? null })),
      evaluatedAt: standing?.evaluatedAt ?? null,
      stays,
    });
  };

const wordsOf = (name: AnySegment) => {
  const rule = segmentRules.find((one) => one.name === name);
  return { title: rule?.title ?? null, sentence: rule?.sentence ?? null };
};
