import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { readFigures } from '../../db/figures/read-figures.ts';
import { readCampaign } from '../../db/season/campaigns.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { storeOf } from '../access/access.ts';
import { flawsOf } from '../events/flaw.ts';
import { Problem } from '../http/problem.ts';
import { storable, unknownObject } from '../read/unknown-object.ts';
import { campaignFigures } from './campaign-figures.ts';
import { figuresView } from './view.ts';

interface FiguresDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
}

const dayMillis = 86_400_000;
const mostDays = 400;
const at = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** `from` a day ago and `until` now, unless told. */
const query = (now: number) =>
  z
    .object({ from: at.default(now - dayMillis), until: at.default(now) })
    .refine(({ from, until }) => from < until, { path: ['until'], message: 'must be after `from`' })
    .refine(({ from, until }) => until - from <= mostDays * dayMillis, {
      path: ['from'],
      message: `at most ${mostDays} days before \`until\``,
    });

/** `GET /v1/figures?from=&until=`: what a period came to, for machines that watch (R147). @throws Problem 422 */
export const getFigures =
  ({ db, clock }: FiguresDeps): RequestHandler =>
  async (request, response) => {
    const read = query(clock.now()).safeParse(request.query);
    if (!read.success) {
      throw new Problem(422, 'invalid_query', 'the query is not valid', { flaws: flawsOf(read.error) });
    }
    response.json(figuresView(await readFigures(db, storeOf(response), read.data)));
  };

/** `GET /v1/campaigns/:name/figures` @throws Problem 404 */
export const getCampaignFigures =
  ({ db, clock }: FiguresDeps): RequestHandler =>
  async (request, response) => {
    const name = storable(request.params['name']);
    const store = storeOf(response);
    const row = name === undefined ? undefined : await readCampaign(db, store.id, name);
    if (!row) throw unknownObject('campaign');
    response.json(await campaignFigures(db, store, row, clock.now()));
  };
