import { and, desc, eq, lte } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import { defaultPolicy, type Policy, type PolicySection } from '../../domain/policy/policy.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { policyVersions } from '../schema/index.ts';
import { readSetting } from '../sole-session.ts';

/** One section of a store's policy as it holds at `now`. */
export const readSection = async <Section extends PolicySection>(
  queries: Queries,
  store: StoreId,
  section: Section,
  now: Date,
): Promise<Policy[Section]> => {
  const [row] = await readSetting(queries, `policy ${section}`, () =>
    sectionQuery(queries, { store, section, now: now.toISOString() }),
  );
  return (row?.body as Policy[Section] | undefined) ?? defaultPolicy[section];
};

const sectionQuery = built((queries) =>
  queries
    .select({ body: policyVersions.body })
    .from(policyVersions)
    .where(
      and(
        eq(policyVersions.storeId, given('store')),
        eq(policyVersions.section, given('section')),
        lte(policyVersions.effectiveAt, given('now')),
      ),
    )
    .orderBy(desc(policyVersions.effectiveAt), desc(policyVersions.version))
    .limit(1),
);
