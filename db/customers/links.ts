import { and, eq, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { Queries } from '../client.ts';
import { customerAliases, keptLinks, messages } from '../schema/index.ts';
import { aliasKindOf } from './aliases.ts';
import { lockCustomers } from './customers.ts';

/** Who follows the link of a message, and where the message went. */
export interface LinkOwner {
  readonly storeId: StoreId;
  readonly customerId: CustomerId;
  readonly channel: Channel;
  /** Normalised, as the gate compares it; null when the message is gone by age or erased. */
  readonly address: string | null;
}

/** The recipient of the message that carried `token`, however old; undefined when no message did. */
export const readLinkOwner = async (queries: Queries, token: string): Promise<LinkOwner | undefined> => {
  // Both at once: how long it takes does not tell which of them knows it.
  const [[sent], [kept]] = await Promise.all([
    queries
      .select({ ...ownerOf(messages), address: sql<string | null>`${messages.frozen} ->> 'to'` })
      .from(messages)
      .where(eq(messages.linkToken, token)),
    queries.select(ownerOf(keptLinks)).from(keptLinks).where(eq(keptLinks.token, token)),
  ]);
  return sent ?? (kept && { ...kept, address: null });
};

const ownerOf = ({ storeId, customerId, channel }: typeof messages | typeof keptLinks) => ({
  storeId,
  customerId,
  channel,
});

/** Locks whom the customer is today, after whatever merges; undefined when they were erased. */
export const lockToday = async (transaction: Queries, customer: CustomerId): Promise<CustomerId | undefined> => {
  for (let id = customer; ;) {
    const [row] = await lockCustomers(transaction, [id]);
    if (!row || row.erasedAt) return undefined;
    if (row.mergedInto === null) return row.id;
    id = row.mergedInto;
  }
};

/** The customer's addresses on a channel, the one that messages go to first. */
export const readAddressesOf = async (
  queries: Queries,
  customer: CustomerId,
  channel: Channel,
): Promise<readonly string[]> => {
  const rows = await queries
    .select({ value: customerAliases.value })
    .from(customerAliases)
    .where(and(eq(customerAliases.customerId, customer), eq(customerAliases.kind, aliasKindOf(channel))))
    .orderBy(sql`${customerAliases.seenAt} desc nulls last`, customerAliases.value);
  return rows.map(({ value }) => value);
};
