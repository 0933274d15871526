import type { RequestHandler } from 'express';
import type { Database } from '../../db/client.ts';
import { listExperiments } from '../../db/experiments/assignments.ts';
import { listRegistrations } from '../../db/experiments/registrations.ts';
import { listShares } from '../../db/experiments/shares.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { actorOf, storeOf } from '../access/access.ts';
import { Problem } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { registerDecision, withdrawDecision } from './register.ts';
import { experimentViews, registrationView } from './views.ts';
import { registrationWishes } from './wishes.ts';

export interface ExperimentsDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly specs: readonly JourneySpec[];
}

const shown = durationMillis('365 days');

/** What a store tries, and the parts that its next customers are drawn by. */
export const readExperiments = async ({ db, clock, specs }: ExperimentsDeps, { id, currency }: StoreRow) => {
  const [running, registrations, shares] = await Promise.all([
    listExperiments(db, id, new Date(clock.now() - shown)),
    listRegistrations(db, id),
    listShares(
      db,
      id,
      specs.flatMap(({ name, experiments = [] }) => experiments.map((one) => `${name}/${one.name}`)),
    ),
  ]);
  return experimentViews(specs, { running, shares, registrations, currency });
};

/** `GET /v1/experiments`: what journeys try, with the current parts of the arms and the registered decisions. */
export const getExperiments =
  (deps: ExperimentsDeps): RequestHandler =>
  async (_request, response) => {
    response.json({ experiments: await readExperiments(deps, storeOf(response)) });
  };

/** `POST /v1/experiments/registrations`: how a decision is to be made, before the first result. @throws Problem 409, 422 */
export const postRegistration =
  (deps: ExperimentsDeps): RequestHandler =>
  async (request, response) => {
    const wish = readBody(request, registrationWishes(deps.specs).register, invalid);
    const { id, currency } = storeOf(response);
    const row = await registerDecision(deps.db, id, wish, { at: deps.clock.now(), actor: actorOf(response) });
    if (!row)
      throw new Problem(
        409,
        'already_registered',
        `another decision about ${wish.experiment} is registered; withdraw it first, with the reason why`,
      );
    response.status(201).json(registrationView(row, currency));
  };

/** `POST /v1/experiments/registrations/withdraw`: it is kept with who withdrew it and why. @throws Problem 404, 422 */
export const postRegistrationWithdrawal =
  (deps: ExperimentsDeps): RequestHandler =>
  async (request, response) => {
    const wish = readBody(request, registrationWishes(deps.specs).withdraw, invalid);
    const { id, currency } = storeOf(response);
    const row = await withdrawDecision(deps.db, id, wish, { at: deps.clock.now(), actor: actorOf(response) });
    if (!row) throw new Problem(404, 'unknown_registration', `no decision about ${wish.experiment} was registered`);
    response.json(registrationView(row, currency));
  };

const invalid = (flaws: Problem['flaws']): Problem =>
  new Problem(422, 'invalid_registration', 'nothing was registered or withdrawn; each flaw names its field', { flaws });
