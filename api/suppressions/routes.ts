import type { RequestHandler } from 'express';
import { z } from 'zod';
import { channels } from '../../domain/journey.ts';
import { cursorText, parseCursor } from '../../db/pages/cursor.ts';
import { type ListedSuppression, listSuppressions } from '../../db/suppressions/list.ts';
import { suppressionReasons } from '../../domain/suppression.ts';
import { actorOf, storeOf } from '../access/access.ts';
import { flawsOf } from '../events/flaw.ts';
import { readBody } from '../http/read-body.ts';
import { Problem } from '../http/problem.ts';
import { addSuppression, liftSuppression, type SuppressionDeps } from './change.ts';
import { addedSuppression, liftedSuppression } from './entry.ts';

const query = z.strictObject({
  reason: z.enum(suppressionReasons).optional(),
  channel: z.enum(channels).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  before: z
    .string()
    .refine((text) => parseCursor(text) !== undefined, 'must be the `next` of an earlier answer')
    .optional(),
});

/** `GET /v1/suppressions`: what holds, newest first. */
export const getSuppressions =
  ({ db, clock }: SuppressionDeps): RequestHandler =>
  async (request, response) => {
    const read = query.safeParse({ ...request.query });
    if (!read.success) {
      throw new Problem(422, 'invalid_query', 'the query is not valid', { flaws: flawsOf(read.error) });
    }
    const { limit, before, ...filter } = read.data;
    const asked = { ...filter, store: storeOf(response).id, now: new Date(clock.now()), before: parseCursor(before) };
    const rows = await listSuppressions(db, asked, limit);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    response.json({ suppressions: rows.map(suppressionView), next: last ? cursorText(last) : null });
  };

/** `POST /v1/suppressions`: 201 when it holds from now on, 200 when it did before. @throws Problem 409 or 422 */
export const postSuppression =
  (deps: SuppressionDeps): RequestHandler =>
  async (request, response) => {
    const given = readBody(request, addedSuppression, invalid);
    if (given.at !== undefined && Date.parse(given.at) > deps.clock.now()) {
      throw invalid([{ field: 'at', problem: 'is in the future' }]);
    }
    const who = { store: storeOf(response).id, actor: actorOf(response) };
    const outcome = await addSuppression(deps, given, who);
    if (outcome === 'lifted_since') {
      throw new Problem(409, 'lifted_since', 'it was lifted after it had occurred; leave `at` out to suppress it anew');
    }
    response.status(outcome === 'added' ? 201 : 200).json({ outcome });
  };

/** `POST /v1/suppressions/lift`: lifted before, it stays so. @throws Problem 404 or 422 */
export const postLift =
  (deps: SuppressionDeps): RequestHandler =>
  async (request, response) => {
    const given = readBody(request, liftedSuppression, invalid);
    const who = { store: storeOf(response).id, actor: actorOf(response) };
    const outcome = await liftSuppression(deps, given, who);
    if (outcome === 'none') throw new Problem(404, 'unknown_suppression', 'there is no such suppression');
    response.json({ outcome });
  };

/** A suppression as it is told. */
const suppressionView = ({ channel, address, reason, purpose, list, at, until }: ListedSuppression) => ({
  channel,
  address,
  reason,
  purpose,
  list: list === '' ? null : list,
  at: at.toISOString(),
  until: until?.toISOString() ?? null,
});

const invalid = (flaws: Problem['flaws']): Problem =>
  new Problem(422, 'invalid_suppression', 'the suppression is not valid', { flaws });
