import { createHash } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import type { JourneySpec } from '../../domain/journey.ts';
import { anyEventSchema } from './event-schemas.ts';
import { openApi } from './openapi.ts';
import { docsPage } from './page.ts';
import { style } from './style.ts';

/** The page's style is allowed by its hash: nothing else inline is. */
const styleHash = createHash('sha256').update(style).digest('base64');

/** What the api says of itself: `/docs`, `/openapi.json`, `/v1/events/schema`. */
export const serveDocs = (specs: readonly JourneySpec[]): RequestHandler => {
  const router = Router();
  router.get('/openapi.json', (_request, response) => void response.json(openApi()));
  router.get('/v1/events/schema', (_request, response) => void response.json(anyEventSchema()));
  router.get('/docs', (request, response) => {
    const origin = `${request.protocol}://${request.get('host') ?? 'localhost'}`;
    response
      .set('Content-Security-Policy', `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'`)
      .type('html')
      .send(docsPage(origin, specs));
  });
  return router;
};
