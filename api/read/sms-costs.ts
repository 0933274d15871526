import type { RequestHandler } from 'express';
import { z } from 'zod';
import { readSmsCosts, readSmsDay } from '../../db/pages/sms-costs.ts';
import { readStorePolicy } from '../../db/policies/policies.ts';
import type { Queries } from '../../db/client.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { readSmsTests } from '../../db/test-sends/test-sends.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import { storeOf } from '../access/access.ts';
import { flawsOf } from '../events/flaw.ts';
import { Problem } from '../http/problem.ts';
import { daysBack } from './days-back.ts';

const dayMillis = 86_400_000;

/** What a store's text messages cost, by journey, and what is left of today; money in minor units of its currency. */
export const readSmsReport = async (
  db: Queries,
  store: Pick<StoreRow, 'id' | 'currency'>,
  { now, days }: { readonly now: Millis; readonly days: number },
) => {
  const range = { since: new Date(now - days * dayMillis), until: new Date(now + 1) };
  const [journeys, tests, day, { policy }] = await Promise.all([
    readSmsCosts(db, store.id, range),
    readSmsTests(db, store.id, range),
    readSmsDay(db, store.id, new Date(now)),
    readStorePolicy(db, store.id, new Date(now)),
  ]);
  const spentOn = new Map(day.map((one) => [one.purpose, one.spent]));
  return {
    currency: store.currency,
    days,
    since: toInstant(range.since.getTime()),
    until: toInstant(now),
    journeys,
    /** Sent by operators to themselves: they take nothing of a day's money. */
    tests,
    total: journeys.reduce((sum, { cost }) => sum + cost, tests.cost),
    today: (['marketing', 'transactional'] as const).map((purpose) => {
      const spent = spentOn.get(purpose) ?? 0;
      const budget = policy.sms.dailyBudget[purpose];
      return { purpose, spent, budget, left: budget === null ? null : Math.max(0, budget - spent) };
    }),
  };
};

export type SmsReport = Awaited<ReturnType<typeof readSmsReport>>;

const query = z.object({ days: daysBack });

/** `GET /v1/sms/costs?days=30`: what text messages cost, and what is left of today. @throws Problem 422 */
export const getSmsCosts =
  ({ db, clock }: { readonly db: Queries; readonly clock: Clock }): RequestHandler =>
  async (request, response) => {
    const read = query.safeParse(request.query);
    if (!read.success) {
      throw new Problem(422, 'invalid_query', 'the query is not valid', { flaws: flawsOf(read.error) });
    }
    response.json(await readSmsReport(db, storeOf(response), { now: clock.now(), days: read.data.days }));
  };
