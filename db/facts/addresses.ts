import { and, eq, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { SuppressionReason, SuppressionScope } from '../../domain/suppression.ts';
import { addressHashOf } from '../customers/address-hash.ts';
import { notLifted } from '../customers/suppressions.ts';
import { millis } from '../millis.ts';
import { customerAliases, runs, suppressions, unplacedAcceptances } from '../schema/index.ts';

interface Suppressed extends SuppressionScope {
  readonly reason: SuppressionReason;
  readonly at: Date;
  readonly until: Date | null;
}

interface Address {
  readonly value: string;
  readonly suppressed: readonly Suppressed[];
  readonly unplacedAt: Date | null;
}

/** As PostgreSQL writes it, a row for each suppression: instants in milliseconds. */
interface AddressJson extends SuppressionScope {
  readonly value: string;
  readonly reason: SuppressionReason | null;
  readonly until: number | null;
  readonly at: number;
  readonly unplacedAt: number | null;
}

/**
 * The addresses of the run's customer on the channel, the one that their profile gave last first, each with what suppresses
 * it; part of a query of runs. `kind`: how customers are known by an address of the channel.
 */
export const addressesOfRun = (channel: Placeholder, kind: Placeholder): SQL<readonly Address[]> => {
  const unplaced = sql`(select max(${unplacedAcceptances.acceptedAt}) from ${unplacedAcceptances}
    where ${unplacedAcceptances.channel} = ${channel} and ${unplacedAcceptances.addressHash} =
      ${addressHashOf(customerAliases.value)})`;
  const suppressed = and(
    eq(suppressions.storeId, customerAliases.storeId),
    eq(suppressions.channel, channel),
    eq(suppressions.address, customerAliases.value),
    notLifted,
  );
  return sql`(
    select coalesce(json_agg(json_build_object('value', ${customerAliases.value}, 'reason', ${suppressions.reason},
      'purpose', ${suppressions.purpose}, 'list', ${suppressions.list}, 'until', ${millis(suppressions.until)},
      'at', ${millis(suppressions.at)}, 'unplacedAt', ${millis(unplaced)})
      order by ${customerAliases.seenAt} desc nulls last, ${customerAliases.value}, ${suppressions.reason}), '[]')
    from ${customerAliases} left join ${suppressions} on ${suppressed}
    where ${customerAliases.customerId} = ${runs.customerId} and ${customerAliases.kind} = ${kind})`.mapWith(
    addressesRead,
  );
};

const dateOf = (at: number | null): Date | null => (at === null ? null : new Date(at));

const addressesRead = (rows: readonly AddressJson[]): readonly Address[] => {
  const addresses = new Map<string, Address & { readonly suppressed: Suppressed[] }>();
  for (const { value, reason, purpose, list, at, until, unplacedAt } of rows) {
    const address = addresses.get(value) ?? { value, suppressed: [], unplacedAt: dateOf(unplacedAt) };
    addresses.set(value, address);
    if (reason !== null) address.suppressed.push({ reason, purpose, list, at: new Date(at), until: dateOf(until) });
  }
  return [...addresses.values()];
};
