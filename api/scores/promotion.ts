import type { RequestHandler } from 'express';
import { z } from 'zod';
import { promoteFit } from '../../activities/score-base/promote-fit.ts';
import type { Database } from '../../db/client.ts';
import { modelKinds } from '../../domain/scores/models.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { actorOf, storeOf } from '../access/access.ts';
import { Problem } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { why } from '../operate/fields.ts';
import { modelView } from './models.ts';

/** Which fit is put to use, and why. */
export const promotionWish = z.strictObject({
  kind: z.enum(modelKinds, `write one of ${modelKinds.join(', ')}`),
  version: z.int().min(1).max(2_147_483_647),
  why,
});

export interface PromotionDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
}

/**
 * `POST /v1/models/promotions`: puts a fit to use that is not used by itself, or was replaced; the next run scores everybody
 * by it. @throws Problem 404, 422
 */
export const postPromotion =
  ({ db, clock }: PromotionDeps): RequestHandler =>
  async (request, response) => {
    const wish = readBody(request, promotionWish, invalid);
    const row = await promoteFit(db, storeOf(response), { ...wish, at: clock.now(), actor: actorOf(response) });
    if (!row) throw new Problem(404, 'unknown_model', `there is no fit ${wish.version} of ${wish.kind}`);
    response.json(modelView(row));
  };

const invalid = (flaws: Problem['flaws']): Problem =>
  new Problem(422, 'invalid_promotion', 'nothing was put to use; each flaw names its field', { flaws });
