import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { listVersions, readStanding } from '../../db/policies/versions.ts';
import { defaultPolicy, type PolicySection } from '../../domain/policy/policy.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { actorOf, storeOf } from '../access/access.ts';
import { instant, text } from '../events/fields.ts';
import { readBody } from '../http/read-body.ts';
import { Problem } from '../http/problem.ts';
import { askedPage, nextPage } from '../read/page.ts';
import { unknownObject } from '../read/unknown-object.ts';
import { previewPolicy } from './preview.ts';
import { readPolicyBody } from './read-policy.ts';
import { savePolicy } from './save-policy.ts';
import { isPolicySection, policySections } from './schemas.ts';
import { previewView, schemaOf, sectionView, versionView } from './views.ts';

export interface PolicyDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
}

/** `GET /v1/policies`: every section as it holds now. */
export const getPolicies =
  ({ db, clock }: PolicyDeps): RequestHandler =>
  async (_request, response) => {
    const standing = await readStanding(db, storeOf(response).id, new Date(clock.now()));
    response.json({ policies: policySections.map((section) => sectionView(section, standing)) });
  };

/** `GET /v1/policies/:section`: one of them, with its default and what may be saved. */
export const getPolicy =
  ({ db, clock }: PolicyDeps): RequestHandler =>
  async (request, response) => {
    const section = namedSection(request);
    const standing = await readStanding(db, storeOf(response).id, new Date(clock.now()));
    const more = { default: defaultPolicy[section], schema: schemaOf(section) };
    response.json({ ...sectionView(section, standing), ...more });
  };

/** `GET /v1/policies/:section/versions`: what was saved, newest first. */
export const getPolicyVersions =
  ({ db }: PolicyDeps): RequestHandler =>
  async (request, response) => {
    const section = namedSection(request);
    const page = askedPage(request);
    const rows = await listVersions(db, { ...page, store: storeOf(response).id, section }, page.limit);
    const next = nextPage(rows, page.limit, ({ savedAt, id }) => ({ at: savedAt, id }));
    response.json({ versions: rows.map(versionView), next });
  };

const wish = z.strictObject({
  policy: z.unknown().refine((given) => given !== undefined, 'must be given: the whole section'),
  basedOn: z.int().min(0),
  effectiveAt: instant.optional(),
  why: text(500).optional(),
});

/** `PUT /v1/policies/:section`: saves the next version. @throws Problem 404, 409 or 422 */
export const putPolicy =
  (deps: PolicyDeps): RequestHandler =>
  async (request, response) => {
    const section = namedSection(request);
    const { policy, basedOn, effectiveAt, why } = readBody(request, wish, invalidPolicy);
    const saving = await savePolicy(
      deps,
      {
        store: storeOf(response).id,
        section,
        policy,
        basedOn,
        effectiveAt: effectiveAt === undefined ? undefined : new Date(effectiveAt),
        why,
      },
      actorOf(response),
    );
    if (saving.outcome === 'invalid') throw invalidPolicy(saving.flaws);
    if (saving.outcome === 'conflict') {
      const message = `version ${saving.latest} is the newest, not ${basedOn}; read it, and base the change on it`;
      throw new Problem(409, 'newer_version', message);
    }
    response.json(versionView(saving.version));
  };

/** `POST /v1/policies/:section/preview`: what a change would have done lately; saves nothing. @throws Problem 404 or 422 */
export const postPolicyPreview =
  ({ db, clock }: PolicyDeps): RequestHandler =>
  async (request, response) => {
    const section = namedSection(request);
    const { policy } = readBody(request, wish.pick({ policy: true }), invalidPolicy);
    const read = readPolicyBody(section, policy);
    if (!read.ok) throw invalidPolicy(read.flaws);
    const preview = { store: storeOf(response).id, section, policy: read.policy, now: clock.now() };
    response.json(previewView(await previewPolicy(db, preview)));
  };

const invalidPolicy = (flaws: Problem['flaws']): Problem =>
  new Problem(422, 'invalid_policy', 'the policy is not valid; each flaw names its field', { flaws });

/** @throws Problem 404 */
const namedSection = (request: Request): PolicySection => {
  const { section } = request.params;
  if (!isPolicySection(section)) throw unknownObject('policy');
  return section;
};
