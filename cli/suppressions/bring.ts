import { type Act, recordAct } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import type { NameHash } from '../../db/personal-data/name-hash.ts';
import { type BroughtSuppression, type Kept, keepSuppressions } from '../../db/suppressions/keep.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Clock } from '../../domain/time/clock.ts';

export interface BringDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly nameHash: NameHash | undefined;
}

/** What became of many, by outcome. */
export type Counts = Readonly<Record<Kept, number>>;

export const none: Counts = { added: 0, renewed: 0, unchanged: 0, lifted_since: 0 };

/** Keeps some suppressions of a list, and notes in the same transaction how many it changed, if any. */
export const bring = async (
  { db, clock, nameHash }: BringDeps,
  { store, act, from }: { readonly store: StoreId; readonly act: Act['act']; readonly from: string },
  rows: readonly BroughtSuppression[],
): Promise<Counts> =>
  db.transaction(async (queries) => {
    const now = clock.now();
    const counts: Record<Kept, number> = { ...none };
    for (const kept of await keepSuppressions(queries, { store, nameHash, now: new Date(now) }, rows))
      counts[kept] += 1;
    const { added, renewed } = counts;
    if (added + renewed > 0) {
      const detail = { from, added, renewed };
      await recordAct(queries, {
        at: now,
        actor: 'command:suppressions',
        act,
        subject: `store/${store}`,
        store,
        detail,
      });
    }
    return counts;
  });

export const add = (one: Counts, other: Counts): Counts => ({
  added: one.added + other.added,
  renewed: one.renewed + other.renewed,
  unchanged: one.unchanged + other.unchanged,
  lifted_since: one.lifted_since + other.lifted_since,
});

export const describe = ({ added, renewed, unchanged, lifted_since: lifted }: Counts): string =>
  [
    `${added} added`,
    `${renewed} renewed`,
    `${unchanged} held already`,
    ...(lifted > 0 ? [`${lifted} lifted since and left so`] : []),
  ].join(', ');
