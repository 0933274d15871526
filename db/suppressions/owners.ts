import { and, eq, inArray } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import { type AliasKind, aliasKindOf } from '../customers/aliases.ts';
import type { Queries } from '../client.ts';
import { customerAliases } from '../schema/index.ts';

export interface Owner {
  readonly kind: AliasKind;
  readonly value: string;
  readonly customerId: CustomerId;
}

/** Whom the store knows by one of these addresses. */
export const readOwners = async (
  queries: Queries,
  store: StoreId,
  addresses: readonly { readonly channel: Channel; readonly address: string }[],
): Promise<readonly Owner[]> => {
  if (addresses.length === 0) return [];
  const rows = await queries
    .select({ kind: customerAliases.kind, value: customerAliases.value, customerId: customerAliases.customerId })
    .from(customerAliases)
    .where(
      and(
        eq(customerAliases.storeId, store),
        inArray(customerAliases.kind, ['email', 'phone']),
        inArray(
          customerAliases.value,
          addresses.map(({ address }) => address),
        ),
      ),
    );
  const asked = new Set(addresses.map(({ channel, address }) => `${aliasKindOf(channel)} ${address}`));
  return rows.filter(({ kind, value }) => asked.has(`${kind} ${value}`));
};
