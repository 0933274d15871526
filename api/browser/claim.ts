import { readAliases } from '../../db/customers/aliases.ts';
import { type Claim, recordClaims } from '../../db/customers/claims.ts';
import type { StoreId } from '../../domain/ids.ts';
import { email, externalId, phone } from '../events/fields.ts';
import type { Flaw } from '../events/flaw.ts';
import { findUnstorable } from '../events/storable.ts';
import type { IntakeDeps } from '../intake/received.ts';
import { identify } from '../intake/identify.ts';
import { withRetries } from '../intake/retries.ts';

const readers = { id: externalId, email, phone } as const;

/** Who a visitor says to be; what cannot be read is named and left out. */
export const readClaims = (
  told: Readonly<Record<string, unknown>>,
): { readonly claims: readonly Claim[]; readonly flaws: readonly Flaw[] } => {
  const claims: Claim[] = [];
  const flaws: Flaw[] = [];
  for (const [name, given] of Object.entries(told)) {
    const field = `claims.${name}`;
    const reader = Object.hasOwn(readers, name) ? readers[name as Claim['kind']] : undefined;
    const read = reader?.safeParse(given);
    if (read?.success && !findUnstorable(read.data)) claims.push({ kind: name as Claim['kind'], value: read.data });
    else flaws.push({ field, problem: reader ? 'cannot be read' : 'is not id, email or phone' });
  }
  return { claims, flaws };
};

/**
 * Keeps what a visitor says about itself. It proves nothing: no message goes there, no consent comes of it, no
 * profile is joined; an order of that name stops the visitor's runs. Of a visitor whom the store itself has named
 * nothing is kept.
 */
export const claim = async (
  { db, clock }: IntakeDeps,
  store: StoreId,
  visitor: string,
  claims: readonly Claim[],
): Promise<void> =>
  withRetries(async () =>
    db.transaction(async (queries) => {
      const aliases = [{ kind: 'anonymous', value: visitor }] as const;
      const known = await readAliases(queries, store, aliases);
      if (known.some(({ kind }) => kind !== 'anonymous')) return;
      const at = new Date(clock.now());
      const names = { aliases, also: [] };
      const { owner } = await identify(
        queries,
        store,
        names,
        { aliases: known, cartOwner: undefined, claimants: [] },
        at,
      );
      await recordClaims(queries, { store, customer: owner, at }, claims);
    }),
  );
