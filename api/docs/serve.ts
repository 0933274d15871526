import { createHash } from 'node:crypto';
import { type Request, type RequestHandler, Router } from 'express';
import type { JourneySpec } from '../../domain/journey.ts';
import { anyEventSchema } from './event-schemas.ts';
import { openApi } from './openapi.ts';
import { docsPage } from './page.ts';
import { style } from './style.ts';

/** The page's style is allowed by its hash: nothing else inline is. */
const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Stands for where the api was reached, in a page that is made once. */
const somewhere = '{origin}';

/** What the api says of itself: `/docs`, `/openapi.json`, `/v1/events/schema`. */
export const serveDocs = (specs: readonly JourneySpec[]): RequestHandler => {
  // Made once, when first asked for: anybody may ask, and making it takes tens of milliseconds.
  const description = once(() => JSON.stringify(openApi()));
  const schema = once(() => JSON.stringify(anyEventSchema()));
  const page = once(() => docsPage(somewhere, specs));
  const router = Router();
  router.get('/openapi.json', (_request, response) => void response.type('json').send(description()));
  router.get('/v1/events/schema', (_request, response) => void response.type('json').send(schema()));
  router.get('/docs', (request, response) => {
    response
      .set('Content-Security-Policy', policy)
      .type('html')
      .send(page().replaceAll(somewhere, originOf(request)));
  });
  return router;
};

const once = <Made>(make: () => Made): (() => Made) => {
  let made: Made | undefined;
  return () => (made ??= make());
};

/** Where the api was reached, when the request names a host that can be one. */
const originOf = (request: Request): string => {
  const host = request.get('host') ?? '';
  return `${request.protocol}://${/^[\w.-]{1,253}(?::\d{1,5})?$|^\[[\da-fA-F:.]{2,45}\](?::\d{1,5})?$/.test(host) ? host : 'localhost'}`;
};
