import { and, asc, eq, sql } from 'drizzle-orm';
import type { SuppressionReason, SuppressionScope } from '../../domain/suppression.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { notLifted } from '../customers/suppressions.ts';
import { customerAliases, runs, suppressions, unplacedAcceptances } from '../schema/index.ts';
import type { FactsRequest } from './request.ts';

const addressesQuery = built((db) =>
  db
    .select({
      value: customerAliases.value,
      reason: suppressions.reason,
      purpose: suppressions.purpose,
      list: suppressions.list,
      until: suppressions.until,
      at: suppressions.at,
      unplacedAt: sql<Date | null>`(select max(${unplacedAcceptances.acceptedAt}) from ${unplacedAcceptances}
        where ${unplacedAcceptances.channel} = ${given('channel')} and ${unplacedAcceptances.addressHash} =
          encode(sha256(convert_to(${customerAliases.value}, 'UTF8')), 'hex'))`.mapWith(unplacedAcceptances.acceptedAt),
    })
    .from(customerAliases)
    .innerJoin(runs, eq(runs.customerId, customerAliases.customerId))
    .leftJoin(
      suppressions,
      and(
        eq(suppressions.storeId, customerAliases.storeId),
        eq(suppressions.channel, given('channel')),
        eq(suppressions.address, customerAliases.value),
        notLifted,
      ),
    )
    .where(and(eq(runs.id, given('run')), eq(customerAliases.kind, given('kind'))))
    .orderBy(sql`${customerAliases.seenAt} desc nulls last`, asc(customerAliases.value), asc(suppressions.reason)),
);

/** The customer's addresses on the channel, the one their profile gave last first, each with what suppresses it. */
export const readAddresses = async (db: Queries, { run, channel }: FactsRequest) => {
  const rows = await addressesQuery(db, { run, channel, kind: channel === 'email' ? 'email' : 'phone' });
  interface Address {
    readonly suppressed: (SuppressionScope & { reason: SuppressionReason; at: Date; until: Date | null })[];
    readonly unplacedAt: Date | null;
  }
  const addresses = new Map<string, Address>();
  for (const { value, reason, purpose, list, at, until, unplacedAt } of rows) {
    const address = addresses.get(value) ?? { suppressed: [], unplacedAt };
    addresses.set(value, address);
    if (reason !== null) address.suppressed.push({ reason, purpose: purpose!, list: list!, at: at!, until });
  }
  return [...addresses].map(([value, address]) => ({ value, ...address }));
};
