import type { RequestHandler } from 'express';
import type { Queries } from '../../db/client.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { storeOf } from '../access/access.ts';
import { freshnessView, reportFreshness } from './report.ts';

interface FreshnessDeps {
  readonly db: Queries;
  /** The store's time. */
  readonly clock: Clock;
}

/** `GET /v1/freshness`: how old scores, catalogue, stock and counts are, beside what the policy allows. */
export const getFreshness =
  ({ db, clock }: FreshnessDeps): RequestHandler =>
  async (_request, response) => {
    const report = await reportFreshness(db, storeOf(response).id, clock.now());
    response.json({ fresh: report.every(({ state }) => state !== 'stale'), of: report.map(freshnessView) });
  };
