import { and, desc, eq, gt, lte, max, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import { type Policy, type PolicySection, policyOf, type PolicyVersions } from '../../domain/policy/policy.ts';
import type { Queries } from '../client.ts';
import type { Cursor } from '../pages/cursor.ts';
import { operators, policyVersions } from '../schema/index.ts';

export type PolicyVersionRow = typeof policyVersions.$inferSelect;

/** How many versions that are still to come are shown of a store. */
const mostPlanned = 100;

/** A saved version with the name of the operator who saved it, where one did. */
export type ListedVersion = Awaited<ReturnType<typeof listVersions>>[number];

const listed = {
  id: policyVersions.id,
  section: policyVersions.section,
  version: policyVersions.version,
  body: policyVersions.body,
  effectiveAt: policyVersions.effectiveAt,
  savedBy: policyVersions.savedBy,
  operator: operators.name,
  why: policyVersions.why,
  savedAt: policyVersions.savedAt,
};
const bySavedBy = eq(policyVersions.savedBy, sql`'operator:' || ${operators.id}`);

const selectListed = (db: Queries) => db.select(listed).from(policyVersions).leftJoin(operators, bySavedBy);

/** The versions of one section, newest first. */
export const listVersions = async (
  db: Queries,
  { store, section, before }: { readonly store: StoreId; readonly section: PolicySection; readonly before?: Cursor },
  limit: number,
) =>
  selectListed(db)
    .where(
      and(
        eq(policyVersions.storeId, store),
        eq(policyVersions.section, section),
        before &&
          sql`(${policyVersions.savedAt}, ${policyVersions.id}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`,
      ),
    )
    .orderBy(desc(policyVersions.savedAt), desc(policyVersions.id))
    .limit(limit);

/** One version of a section. */
export const readVersion = async (
  db: Queries,
  { store, section, version }: { readonly store: StoreId; readonly section: PolicySection; readonly version: number },
): Promise<ListedVersion | undefined> =>
  (
    await selectListed(db).where(
      and(eq(policyVersions.storeId, store), eq(policyVersions.section, section), eq(policyVersions.version, version)),
    )
  )[0];

/** What a store said about its sections: what holds at `now`, what begins later, the newest version of each. */
export const readStanding = async (db: Queries, store: StoreId, now: Date) => {
  const [inForce, planned, latest] = await Promise.all([
    db
      .selectDistinctOn([policyVersions.section], listed)
      .from(policyVersions)
      .leftJoin(operators, bySavedBy)
      .where(and(eq(policyVersions.storeId, store), lte(policyVersions.effectiveAt, now)))
      .orderBy(policyVersions.section, desc(policyVersions.effectiveAt), desc(policyVersions.version)),
    selectListed(db)
      .where(and(eq(policyVersions.storeId, store), gt(policyVersions.effectiveAt, now)))
      .orderBy(policyVersions.effectiveAt, policyVersions.version)
      .limit(mostPlanned),
    db
      .select({ section: policyVersions.section, version: max(policyVersions.version) })
      .from(policyVersions)
      .where(eq(policyVersions.storeId, store))
      .groupBy(policyVersions.section),
  ]);
  return {
    inForce: new Map(inForce.map((row) => [row.section, row])),
    planned,
    latest: new Map(latest.map(({ section, version }) => [section, version ?? 0])),
  };
};

/** The store's policies at instants past: built from the versions that a decision names. */
export const readPast = async (db: Queries, store: StoreId): Promise<(versions: PolicyVersions) => Policy> => {
  const rows = await db
    .select({ section: policyVersions.section, version: policyVersions.version, body: policyVersions.body })
    .from(policyVersions)
    .where(eq(policyVersions.storeId, store));
  const bodies = new Map(rows.map(({ section, version, body }) => [`${section} ${version}`, body]));
  return (versions) =>
    policyOf(
      Object.fromEntries(
        Object.entries(versions).map(([section, version]) => [section, bodies.get(`${section} ${version}`)]),
      ),
    );
};

/**
 * Writes the version that follows `basedOn` (0: the first one). False when somebody else saved one since:
 * nothing is written then.
 */
export const insertVersion = async (
  queries: Queries,
  { basedOn, ...row }: Omit<typeof policyVersions.$inferInsert, 'version'> & { readonly basedOn: number },
): Promise<boolean> => {
  const [newest] = await queries
    .select({ version: max(policyVersions.version) })
    .from(policyVersions)
    .where(and(eq(policyVersions.storeId, row.storeId), eq(policyVersions.section, row.section)));
  if ((newest?.version ?? 0) !== basedOn) return false;
  const written = await queries
    .insert(policyVersions)
    .values({ ...row, version: basedOn + 1 })
    // Of two that saved at the same time.
    .onConflictDoNothing()
    .returning({ id: policyVersions.id });
  return written.length === 1;
};

/** Of each version of a section from when on it held, and why it was saved; by its number. */
export const readSavedVersions = async (
  db: Queries,
  store: StoreId,
  section: PolicySection,
): Promise<ReadonlyMap<number, { readonly from: Date; readonly why: string | null }>> => {
  const rows = await db
    .select({ version: policyVersions.version, from: policyVersions.effectiveAt, why: policyVersions.why })
    .from(policyVersions)
    .where(and(eq(policyVersions.storeId, store), eq(policyVersions.section, section)));
  return new Map(rows.map(({ version, ...saved }) => [version, saved]));
};
