import type { RequestHandler, Response } from 'express';
import { validate as isUuid } from 'uuid';
import type { Database } from '../../../db/client.ts';
import { readStoreSwitches } from '../../../db/pages/switches.ts';
import type { PersonReference } from '../../../db/personal-data/person.ts';
import { type Lack, lackSentence } from '../../../domain/coverage/coverage.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import { actorOf, storeOf } from '../../access/access.ts';
import { readBody } from '../../http/read-body.ts';
import { Problem } from '../../http/problem.ts';
import { unknownObject } from '../../read/unknown-object.ts';
import type { allowRecipient, disallowRecipient } from './allow.ts';
import { pauseSending, resumeSending } from './pause.ts';
import { findRecipient } from './recipient.ts';
import { refusalSentence, switchMode } from './switch-mode.ts';
import { pauseView, switchesView } from './views.ts';
import type { Who } from './who.ts';
import { switchWishes } from './wishes.ts';

export interface SwitchDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly specs: readonly JourneySpec[];
}

/** `GET /v1/switches`: modes, standing pauses and the list of recipients. */
export const getSwitches =
  (deps: SwitchDeps): RequestHandler =>
  async (_request, response) => {
    await answerSwitches(deps, response);
  };

/** `POST /v1/switches/pauses` @throws Problem 422 */
export const postPause =
  (deps: SwitchDeps): RequestHandler =>
  async (request, response) => {
    const { why, ...wish } = readBody(request, wishesOf(deps).pause, invalid);
    response.json(pauseView(await pauseSending(deps.db, storeOf(response).id, wish, who(deps, response, why))));
  };

/** `POST /v1/switches/pauses/:pauseId/resume` @throws Problem 404 or 422 */
export const postResume =
  (deps: SwitchDeps): RequestHandler =>
  async (request, response) => {
    const { why } = readBody(request, wishesOf(deps).resume, invalid);
    const id = String(request.params['pauseId']);
    const store = storeOf(response).id;
    const resumed = isUuid(id) ? await resumeSending(deps.db, store, id, who(deps, response, why)) : undefined;
    if (!resumed) throw unknownObject('pause');
    response.json(pauseView(resumed.row));
  };

/** `PUT /v1/switches/mode`: of the store, or of a journey. @throws Problem 409, which names what the store does not know, or 422 */
export const putMode =
  (deps: SwitchDeps): RequestHandler =>
  async (request, response) => {
    const { why, ...wish } = readBody(request, wishesOf(deps).mode, invalid);
    const switched = await switchMode(deps.db, storeOf(response), deps.specs, wish, who(deps, response, why));
    if (switched.outcome === 'refused') throw lacking(wish.journey, switched.lacks);
    await answerSwitches(deps, response);
  };

/** `POST /v1/switches/allowlist` and `…/remove` @throws Problem 404 or 422 */
export const postRecipient =
  (deps: SwitchDeps, change: typeof allowRecipient | typeof disallowRecipient): RequestHandler =>
  async (request, response) => {
    const { customer, why } = readBody(request, wishesOf(deps).recipient, invalid);
    const [[kind, value]] = Object.entries(customer) as [[PersonReference['kind'], string]];
    const store = storeOf(response).id;
    const recipient = await findRecipient(deps.db, store, { kind, value } as PersonReference);
    if (!recipient) throw unknownObject('customer');
    await change(deps.db, store, recipient, who(deps, response, why));
    await answerSwitches(deps, response);
  };

const wishesOf = ({ specs }: SwitchDeps) => switchWishes(specs.map(({ name }) => name));

const answerSwitches = async ({ db, specs }: SwitchDeps, response: Response): Promise<void> => {
  response.json(switchesView(specs, await readStoreSwitches(db, storeOf(response).id)));
};

const who = ({ clock }: SwitchDeps, response: Response, why: string): Who => ({
  at: clock.now(),
  actor: actorOf(response),
  why,
});

/** Each flaw names a field of the store's data. */
const lacking = (journey: string, lacks: readonly Lack[]): Problem =>
  new Problem(
    409,
    'data_missing',
    `${refusalSentence(journey)}; name the fields in inSpiteOf to switch it on all the same`,
    {
      flaws: lacks.map((lack) => ({ field: lack.field, problem: lackSentence(lack) })),
    },
  );

const invalid = (flaws: Problem['flaws']): Problem =>
  new Problem(422, 'invalid_switch', 'nothing was switched; each flaw names its field', { flaws });
