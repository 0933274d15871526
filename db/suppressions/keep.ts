import { and, asc, eq, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { SuppressionReason, SuppressionScope } from '../../domain/suppression.ts';
import type { Queries } from '../client.ts';
import { lockCustomers } from '../customers/customers.ts';
import { atAddresses, suppressionKey } from '../customers/suppressions.ts';
import type { NameHash } from '../personal-data/name-hash.ts';
import { suppressions } from '../schema/index.ts';
import { aliasKindOf } from '../customers/aliases.ts';
import { readOwners } from './owners.ts';

/** A suppression that somebody brings: an operator, a key, a file, another list. */
export interface BroughtSuppression extends SuppressionScope {
  readonly channel: Channel;
  /** Normalised; or `hmac:` and the keyed hash of one who was erased, as an export writes it. */
  readonly address: string;
  readonly reason: SuppressionReason;
  /** Absent: nobody knows, so it holds from now on unless it did before. */
  readonly at?: Date | undefined;
  readonly until?: Date | undefined;
}

/** What became of one: `lifted_since`: somebody lifted it after it had occurred, so it does not come back. */
export type Kept = 'added' | 'renewed' | 'unchanged' | 'lifted_since';

export interface KeepRequest {
  readonly store: StoreId;
  /** Without it nobody was ever erased. */
  readonly nameHash: NameHash | undefined;
  /** The store's time. */
  readonly now: Date;
}

/**
 * Keeps suppressions of a store, in the caller's transaction and under the locks of whoever owns the addresses,
 * so that nothing is claimed meanwhile. What holds already stays as it is: brought twice, nothing changes. An address
 * whose owner was erased is kept under its hash alone.
 *
 * @returns one outcome a row, in their order.
 */
export const keepSuppressions = async (
  queries: Queries,
  { store, nameHash, now }: KeepRequest,
  brought: readonly BroughtSuppression[],
): Promise<readonly Kept[]> => {
  const owners = await readOwners(queries, store, brought);
  await lockCustomers(queries, [...new Set(owners.map(({ customerId }) => customerId))]);
  const erased = await readErased(queries, store, nameHash, brought);
  const owned = new Set(owners.map(({ kind, value }) => `${kind} ${value}`));
  const rows = brought.map((row) => {
    const hash = owned.has(`${aliasKindOf(row.channel)} ${row.address}`)
      ? undefined
      : erased.get(`${row.channel} ${row.address}`);
    return { ...row, address: hash ?? row.address };
  });
  const standing = await readStanding(queries, store, rows);
  const changed = new Map<string, typeof suppressions.$inferInsert>();
  const outcomes = rows.map((row): Kept => {
    const key = keyOf(row);
    const before = standing.get(key);
    const outcome = outcomeOf(row, before, now);
    if (outcome === 'unchanged' || outcome === 'lifted_since') return outcome;
    const { channel, address, reason, purpose, list, at = now, until = null } = row;
    const next = { channel, address, reason, purpose, list, at, until, liftedAt: before?.liftedAt ?? null };
    // What the same file says further down is compared with this.
    standing.set(key, { ...next, storeId: store });
    changed.set(key, { ...next, storeId: store });
    return outcome;
  });
  if (changed.size > 0) {
    await queries
      .insert(suppressions)
      .values([...changed.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)))
      .onConflictDoUpdate({
        target: suppressionKey,
        set: { at: sql`excluded.at`, until: sql`excluded.until` },
        setWhere: sql`excluded.at >= ${suppressions.at}`,
      });
  }
  return outcomes;
};

type Row = typeof suppressions.$inferSelect;

const outcomeOf = ({ at }: BroughtSuppression, before: Row | undefined, now: Date): Kept => {
  if (!before) return 'added';
  const isLifted = before.liftedAt !== null && before.at < before.liftedAt;
  if (isLifted) return at && at < before.liftedAt! ? 'lifted_since' : 'added';
  const isOver = before.until !== null && before.until <= now;
  if (isOver && !at) return 'added';
  return at && at > before.at ? 'renewed' : 'unchanged';
};

const keyOf = (row: typeof suppressions.$inferInsert | BroughtSuppression): string =>
  JSON.stringify([row.channel, row.address, row.reason, row.purpose, row.list]);

const readStanding = async (queries: Queries, store: StoreId, rows: readonly BroughtSuppression[]) => {
  const found = await queries
    .select()
    .from(suppressions)
    .where(
      atAddresses(
        store,
        rows.map(({ address }) => address),
      ),
    )
    .orderBy(asc(suppressions.address));
  return new Map(found.map((row) => [keyOf(row), row]));
};

/** The hashes of those addresses whose owner was erased, by channel and address. */
const readErased = async (
  queries: Queries,
  store: StoreId,
  nameHash: NameHash | undefined,
  rows: readonly BroughtSuppression[],
): Promise<ReadonlyMap<string, string>> => {
  if (!nameHash || rows.length === 0) return new Map();
  const hashes = new Map(
    rows.map(({ channel, address }) => [nameHash.of(store, aliasKindOf(channel), address), `${channel} ${address}`]),
  );
  const found = await queries
    .select({ address: suppressions.address })
    .from(suppressions)
    .where(and(atAddresses(store, [...hashes.keys()]), eq(suppressions.reason, 'erased')));
  return new Map(found.map(({ address }) => [hashes.get(address)!, address]));
};
