import { readFileSync } from 'node:fs';
import { type RequestHandler, Router } from 'express';
import type { Access } from '../access/access.ts';
import type { TakeEventsDeps } from '../http/take-events.ts';
import { bodyLimits, receive } from '../http/receive.ts';
import { postBrowserEvents } from './post-browser-events.ts';

const body = receive(bodyLimits.browser, ['application/json', 'text/plain']);

/** For the shop's pages: the script, and what it sends under a browser key. */
export const browserRoutes = (deps: TakeEventsDeps, { requirePage }: Access): Router =>
  Router()
    .get('/relance.js', serveScript())
    .options('/v1/browser-events/:key', requirePage, allowPost)
    .post('/v1/browser-events/:key', requirePage, ...body, postBrowserEvents(deps));

const serveScript = (): RequestHandler => {
  const script = readFileSync(new URL('./script/relance.js', import.meta.url), 'utf8');
  return (_request, response) => {
    response
      .set({ 'Cache-Control': 'public, max-age=3600', 'Cross-Origin-Resource-Policy': 'cross-origin' })
      .type('text/javascript')
      .send(script);
  };
};

/** The preflight of a page that sends JSON; the script sends text and needs none. */
const allowPost: RequestHandler = (_request, response) => {
  response
    .set({
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': 'Content-Type',
      'Access-Control-Max-Age': '600',
    })
    .status(204)
    .end();
};
