import { and, desc, eq, lte } from 'drizzle-orm';
import { type Policy, policyOf, type PolicyVersions } from '../../domain/policy/policy.ts';
import type { StoreId } from '../../domain/ids.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import type { FactsRequest } from '../facts/request.ts';
import { policyVersions, runs } from '../schema/index.ts';
import { readSetting } from '../sole-session.ts';
import type { PolicyVersionRow } from './versions.ts';

/** A store's policy at an instant, and the versions of the sections that are its own. */
export interface PolicyInForce {
  readonly policy: Policy;
  readonly versions: PolicyVersions;
}

/** The policy that holds at `now` for a store. */
export const readStorePolicy = async (db: Queries, store: StoreId, now: Date): Promise<PolicyInForce> =>
  readSetting(db, 'policy', async () =>
    inForce(
      await db
        .selectDistinctOn([policyVersions.section], chosen)
        .from(policyVersions)
        .where(and(eq(policyVersions.storeId, store), lte(policyVersions.effectiveAt, now)))
        .orderBy(...newestFirst),
    ),
  );

/** The policy that holds at `now` for the store of the run. */
export const readPolicy = async (
  db: Queries,
  { run, now }: Pick<FactsRequest, 'run' | 'now'>,
): Promise<PolicyInForce> =>
  readSetting(db, 'policy', async () => inForce(await policyQuery(db, { run, now: now.toISOString() })));

const chosen = { section: policyVersions.section, version: policyVersions.version, body: policyVersions.body };
const newestFirst = [policyVersions.section, desc(policyVersions.effectiveAt), desc(policyVersions.version)];

const policyQuery = built((db) =>
  db
    .selectDistinctOn([policyVersions.section], chosen)
    .from(policyVersions)
    .innerJoin(runs, eq(runs.storeId, policyVersions.storeId))
    .where(and(eq(runs.id, given('run')), lte(policyVersions.effectiveAt, given('now'))))
    .orderBy(...newestFirst),
);

const inForce = (rows: readonly Pick<PolicyVersionRow, 'section' | 'version' | 'body'>[]): PolicyInForce => ({
  policy: policyOf(Object.fromEntries(rows.map(({ section, body }) => [section, body]))),
  versions: Object.fromEntries(rows.map(({ section, version }) => [section, version])),
});
