import type { RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Database } from '../../../db/client.ts';
import { readStoreDeliverability } from '../../../db/pages/deliverability.ts';
import { readStorePolicy } from '../../../db/policies/policies.ts';
import type { StoreId } from '../../../domain/ids.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import { actorOf, storeOf } from '../../access/access.ts';
import { readBody } from '../../http/read-body.ts';
import { Problem } from '../../http/problem.ts';
import type { Who } from '../switches/who.ts';
import { approveVolume, withdrawApproval } from './approve-volume.ts';
import { holdBrake, releaseBrake } from './release-brake.ts';
import { deliverabilityView } from './views.ts';
import { deliverabilityWishes } from './wishes.ts';

export interface DeliverabilityDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly specs: readonly JourneySpec[];
}

/** `GET /v1/deliverability`: rates that are too high, the day's volume, and who lets messages go all the same. */
export const getDeliverability =
  (deps: DeliverabilityDeps): RequestHandler =>
  async (_request, response) => {
    await answer(deps, response);
  };

type Wishes = ReturnType<typeof deliverabilityWishes>;
type Wish<Name extends keyof Wishes> = z.output<Wishes[Name]>;

/** Carries a wish out, by name and with a reason, and answers how things stand then. @throws Problem 422 */
const asked =
  <Name extends keyof Wishes>(
    name: Name,
    carryOut: (db: Database, store: StoreId, wish: Wish<Name>, who: Who) => Promise<unknown>,
  ) =>
  (deps: DeliverabilityDeps): RequestHandler =>
  async (request, response) => {
    const now = deps.clock.now();
    const journeys = deps.specs.map((spec) => spec.name);
    const wish = readBody(request, deliverabilityWishes(journeys, now)[name], invalid) as Wish<Name>;
    const who = { at: now, actor: actorOf(response), why: wish.why };
    await carryOut(deps.db, storeOf(response).id, wish, who);
    await answer(deps, response);
  };

/** `POST /v1/deliverability/releases`: marketing goes in spite of a brake. */
export const postRelease = asked('release', releaseBrake);

/** `POST /v1/deliverability/releases/end`: the brake holds again, whether it was released or not. */
export const postHold = asked('hold', holdBrake);

/** `POST /v1/deliverability/approvals`: more messages a day go out than usual. */
export const postApproval = asked('approve', approveVolume);

/** `POST /v1/deliverability/approvals/end`: no more than usual again. */
export const postWithdrawal = asked('withdraw', withdrawApproval);

const answer = async ({ db, clock }: DeliverabilityDeps, response: Response): Promise<void> => {
  const { id } = storeOf(response);
  const now = new Date(clock.now());
  const [found, { policy }] = await Promise.all([readStoreDeliverability(db, id, now), readStorePolicy(db, id, now)]);
  response.json(deliverabilityView(found, policy.deliverability.volume));
};

const invalid = (flaws: Problem['flaws']): Problem =>
  new Problem(422, 'invalid_exception', 'nothing was released or approved; each flaw names its field', { flaws });
