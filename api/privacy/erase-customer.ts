import type { Act } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import { type ErasureRow, findErasures, markErased } from '../../db/personal-data/mark-erased.ts';
import type { NameHash } from '../../db/personal-data/name-hash.ts';
import { findPerson, type PersonReference } from '../../db/personal-data/person.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { withRetries } from '../intake/retries.ts';
import { TryAgain } from '../intake/try-again.ts';

export interface EraseDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly nameHash: NameHash;
}

/**
 * Erases whoever is meant, from the commit on: nothing more is claimed for them. The worker does the rest and
 * closes the receipt. The same request again finds the same receipt.
 *
 * @returns undefined when the store knows nobody of this name, and never erased them.
 */
export const eraseCustomer = async (
  { db, clock, nameHash }: EraseDeps,
  store: StoreId,
  reference: PersonReference,
  actor: Act['actor'],
): Promise<ErasureRow | undefined> =>
  withRetries(async () =>
    db.transaction(async (queries) => {
      const customer = await findPerson(queries, store, reference);
      if (customer === undefined) {
        if (reference.kind === 'customer') return undefined;
        const hashed = nameHash.of(store, reference.kind, reference.value);
        return (await findErasures(queries, store, [hashed]))[0];
      }
      const row = await markErased(queries, nameHash, { store, customer, actor, now: new Date(clock.now()) });
      if (!row) throw new TryAgain('the customer was merged or erased meanwhile');
      return row;
    }),
  );
