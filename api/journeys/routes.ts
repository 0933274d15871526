import type { RequestHandler } from 'express';
import type { JourneySpec } from '../../domain/journey.ts';
import { journeyView } from './listed.ts';

/** `GET /v1/journeys`: every journey and what it sends. */
export const getJourneys =
  ({ specs }: { readonly specs: readonly JourneySpec[] }): RequestHandler =>
  (_request, response) => {
    response.json({ journeys: specs.map(journeyView) });
  };
