import type { RequestHandler } from 'express';
import { admittedOf } from '../access/access.ts';
import { readJson } from '../http/json-body.ts';
import { takeEvents, type TakeEventsDeps } from '../http/take-events.ts';
import { claim, readClaims } from './claim.ts';
import { readBody, readBrowserEvent } from './read-body.ts';

/**
 * `POST /v1/browser-events/:key`: what the script sends. The answer counts what was taken and names what was not;
 * it tells nothing of what is known.
 */
export const postBrowserEvents =
  (deps: TakeEventsDeps): RequestHandler =>
  async (request, response) => {
    const { store, key } = admittedOf(response);
    const body = readBody(readJson(request.body));
    const shop = { origins: key.origins, now: deps.clock.now() };
    const readings = body.events.map((event) => readBrowserEvent(event, body, shop));
    const { claims, flaws } = readClaims(body.claims ?? {});
    await takeEvents(deps, store, readings);
    if (claims.length > 0) await claim(deps, store.id, body.visitor, claims);

    const refused = readings.flatMap((reading) =>
      reading.ok ? [] : [{ id: reading.id ?? null, fields: reading.flaws }],
    );
    response.status(202).json({
      accepted: readings.length - refused.length,
      refused: [...refused, ...(flaws.length > 0 ? [{ id: null, fields: flaws }] : [])],
    });
  };
