import type { z } from 'zod';
import { type Act, recordAct } from '../../db/access/audit.ts';
import type { Database, Queries } from '../../db/client.ts';
import type { NameHash } from '../../db/personal-data/name-hash.ts';
import { type Kept, keepSuppressions } from '../../db/suppressions/keep.ts';
import { liftByHand } from '../../db/suppressions/lift.ts';
import { readOwners } from '../../db/suppressions/owners.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { type addedSuppression, type liftedSuppression, scopeOf } from './entry.ts';

export interface SuppressionDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly nameHash?: NameHash | undefined;
}

interface Who {
  readonly store: StoreId;
  readonly actor: Act['actor'];
}

/** Adds one suppression by hand; what holds already is left as it is, and nothing is written of it. */
export const addSuppression = async (
  { db, clock, nameHash }: SuppressionDeps,
  given: z.output<typeof addedSuppression>,
  { store, actor }: Who,
): Promise<Kept> =>
  db.transaction(async (queries) => {
    const now = clock.now();
    const { channel, address, reason, at, until } = given;
    const row = {
      channel,
      address,
      reason,
      ...scopeOf(given),
      at: at === undefined ? undefined : new Date(at),
      until: until === undefined ? undefined : new Date(until),
    };
    const [kept] = await keepSuppressions(queries, { store, nameHash, now: new Date(now) }, [row]);
    if (kept === 'added' || kept === 'renewed') {
      await note(queries, { at: now, actor, act: 'suppression.added', store }, row);
    }
    return kept!;
  });

/** Lifts one suppression by hand; `none`: there never was one. */
export const liftSuppression = async (
  { db, clock }: SuppressionDeps,
  given: z.output<typeof liftedSuppression>,
  { store, actor }: Who,
): Promise<'lifted' | 'unchanged' | 'none'> =>
  db.transaction(async (queries) => {
    const now = clock.now();
    const { channel, address, reason } = given;
    const name = { store, channel, address, reason, ...scopeOf(given) };
    const outcome = await liftByHand(queries, name, new Date(now));
    if (outcome === 'lifted') await note(queries, { at: now, actor, act: 'suppression.lifted', store }, name);
    return outcome;
  });

/** The audit log names the customer whose address it is, if anybody's; never the address. */
const note = async (
  queries: Queries,
  act: Omit<Act, 'subject' | 'detail' | 'store'> & { readonly store: StoreId },
  row: { readonly channel: Channel; readonly address: string; reason: string; purpose: string; list: string },
): Promise<void> => {
  const [owner] = await readOwners(queries, act.store, [row]);
  const { channel, reason, purpose, list } = row;
  await recordAct(queries, {
    ...act,
    subject: owner ? `customer/${owner.customerId}` : `store/${act.store}`,
    detail: { channel, reason, purpose, ...(list !== '' && { list }) },
  });
};
