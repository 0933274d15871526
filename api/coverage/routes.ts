import type { RequestHandler } from 'express';
import type { Queries } from '../../db/client.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { storeOf } from '../access/access.ts';
import { coverageView, reportCoverage } from './report.ts';

interface CoverageDeps {
  readonly db: Queries;
  /** The store's time. */
  readonly clock: Clock;
  readonly specs: readonly JourneySpec[];
}

/** `GET /v1/coverage`: what the store knows of its customers, products and orders, and which journeys lack what. */
export const getCoverage =
  ({ db, clock, specs }: CoverageDeps): RequestHandler =>
  async (_request, response) => {
    response.json(coverageView(await reportCoverage(db, storeOf(response), specs, clock.now())));
  };
