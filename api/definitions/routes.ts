import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { pageOfMembers } from '../../db/definitions/ask.ts';
import {
  bodiesOf,
  listDefinitions,
  listDefinitionVersions,
  readDefinitions,
} from '../../db/definitions/definitions.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { actorOf, storeOf } from '../access/access.ts';
import { readBody } from '../http/read-body.ts';
import { Problem } from '../http/problem.ts';
import { why } from '../operate/fields.ts';
import { storable, unknownObject } from '../read/unknown-object.ts';
import { definitionBody, definitionName } from './definition-body.ts';
import { previewDefinition } from './preview-definition.ts';
import { retireDefinition } from './retire-definition.ts';
import { flawsAmong, saveDefinition } from './save-definition.ts';
import { definitionView } from './views.ts';

export interface DefinitionDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly specs: readonly JourneySpec[];
}

/** `GET /v1/definitions`: the newest version of each. */
export const getDefinitions =
  ({ db }: DefinitionDeps): RequestHandler =>
  async (_request, response) => {
    const rows = await listDefinitions(db, storeOf(response).id);
    response.json({ definitions: rows.map(definitionView) });
  };

/** `GET /v1/definitions/:name`: one of them, with what was saved before. @throws Problem 404 */
export const getDefinition =
  ({ db }: DefinitionDeps): RequestHandler =>
  async (request, response) => {
    const name = storable(request.params['name']);
    const rows = name === undefined ? [] : await listDefinitionVersions(db, storeOf(response).id, name);
    if (!rows[0]) throw unknownObject('definition');
    response.json({ ...definitionView(rows[0]), versions: rows.map(definitionView) });
  };

/** `PUT /v1/definitions/:name`: saves the next version. @throws Problem 409 or 422 */
export const putDefinition =
  (deps: DefinitionDeps): RequestHandler =>
  async (request, response) => {
    const name = namedDefinition(request);
    const wish = z.strictObject({ definition: bodyOf(deps), basedOn: z.int().min(0), why });
    const read = readBody(request, wish, invalid);
    const saving = await saveDefinition(deps, { ...read, store: storeOf(response).id, name }, actorOf(response));
    if (saving.outcome === 'invalid') throw invalid(saving.flaws);
    if (saving.outcome === 'conflict') {
      const message = `version ${saving.latest} is the newest, not ${read.basedOn}; read it, and base the change on it`;
      throw new Problem(409, 'newer_version', message);
    }
    response.json(definitionView(saving.row));
  };

/** `POST /v1/definitions/preview`: who it would be; saves nothing. @throws Problem 422 */
export const postDefinitionPreview =
  (deps: DefinitionDeps): RequestHandler =>
  async (request, response) => {
    const { definition } = readBody(request, z.strictObject({ definition: bodyOf(deps) }), invalid);
    const store = storeOf(response);
    // A name that no definition has: it may build on any.
    const flaws = flawsAmong('', definition, bodiesOf(await readDefinitions(deps.db, store.id)));
    if (flaws.length > 0) throw invalid(flaws);
    response.json(await previewDefinition(deps.db, store, definition, deps.clock.now()));
  };

/** `POST /v1/definitions/:name/retire` @throws Problem 404, 409 or 422 */
export const postRetire =
  (deps: DefinitionDeps): RequestHandler =>
  async (request, response) => {
    const { why: reason } = readBody(request, z.strictObject({ why }), invalid);
    const name = storable(request.params['name']);
    if (name === undefined) throw unknownObject('definition');
    const wish = { store: storeOf(response).id, name, why: reason };
    const retiring = await retireDefinition(deps, wish, actorOf(response));
    if (retiring.outcome === 'unknown') throw unknownObject('definition');
    if (retiring.outcome === 'in use') {
      throw new Problem(409, 'in_use', `it is named by ${retiring.by.join(', ')}: take it out of there first`);
    }
    response.json(definitionView(retiring.row));
  };

const membersQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  after: z.uuid().optional(),
});

/** `GET /v1/definitions/:name/customers`: everybody who is in it now, by id, page by page. @throws Problem 404 or 422 */
export const getDefinitionCustomers =
  ({ db, clock }: DefinitionDeps): RequestHandler =>
  async (request, response) => {
    const read = membersQuery.safeParse(request.query);
    if (!read.success)
      throw new Problem(422, 'invalid_query', 'limit is 1 to 1000, after the last id of the page before');
    const { limit, after = null } = read.data;
    const { id: store, currency } = storeOf(response);
    const others = bodiesOf(await readDefinitions(db, store));
    const definition = others.get(storable(request.params['name']) ?? '');
    if (!definition) throw unknownObject('definition');
    const customers = await pageOfMembers(
      db,
      definition,
      { store, currency, now: clock.now(), others },
      { after, limit },
    );
    response.json({ customers, next: customers.length < limit ? null : customers.at(-1) });
  };

const bodyOf = ({ specs }: DefinitionDeps) => definitionBody(specs.map(({ name }) => name));

/** @throws Problem 422 */
const namedDefinition = (request: Request): string => {
  const read = definitionName.safeParse(request.params['name']);
  if (read.success) return read.data;
  throw invalid([{ field: 'name', problem: read.error.issues[0]!.message }]);
};

const invalid = (flaws: Problem['flaws']): Problem =>
  new Problem(422, 'invalid_definition', 'the definition is not valid; each flaw names its field', { flaws });
