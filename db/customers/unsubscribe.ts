import { eq, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { Database, Queries } from '../client.ts';
import { lockCustomers } from './customers.ts';
import { consents, messages, suppressions } from '../schema/index.ts';

/** Who follows an unsubscribe link, and where the message went. */
export interface LinkOwner {
  readonly storeId: StoreId;
  readonly customerId: CustomerId;
  readonly channel: Channel;
  /** Normalised, as the gate compares it; null when the message was erased. */
  readonly address: string | null;
}

/** The recipient of the message that carried `token`; undefined when no message did. */
export const readLinkOwner = async (queries: Queries, token: string): Promise<LinkOwner | undefined> => {
  const [row] = await queries
    .select({
      storeId: messages.storeId,
      customerId: messages.customerId,
      channel: messages.channel,
      address: sql<string | null>`${messages.frozen} ->> 'to'`,
    })
    .from(messages)
    .where(eq(messages.linkToken, token));
  return row;
};

/**
 * Ends marketing to the link's address on its channel: the address is suppressed and the customer's consent
 * withdrawn, under the customer's lock, so that no message is claimed afterwards. Again changes nothing.
 */
export const unsubscribe = async (db: Database, owner: LinkOwner, at: Date): Promise<void> => {
  const { storeId, customerId, channel, address } = owner;
  await db.transaction(async (transaction) => {
    const [locked] = await lockCustomers(transaction, [customerId]);
    // An erasure stopped marketing already, and leaves no address behind.
    if (address === null || locked?.erasedAt) return;
    const suppressed = await transaction
      .insert(suppressions)
      .values({ storeId, channel, address, reason: 'unsubscribed', purpose: 'marketing', at })
      .onConflictDoNothing()
      .returning({ reason: suppressions.reason });
    const newest = await readNewestConsent(transaction, customerId, channel);
    if (suppressed.length === 0 && newest?.state !== 'granted') return;
    await transaction
      .insert(consents)
      .values({
        storeId,
        customerId,
        channel,
        purpose: 'marketing',
        state: 'withdrawn',
        at,
        source: 'unsubscribe link',
        proof: { how: 'link in a message' },
      })
      .onConflictDoNothing();
  });
};

const readNewestConsent = async (queries: Queries, customer: CustomerId, channel: Channel) => {
  const [row] = await queries
    .select({ state: consents.state })
    .from(consents)
    .where(
      sql`${consents.customerId} = ${customer} and ${consents.channel} = ${channel} and ${consents.purpose} = 'marketing'`,
    )
    .orderBy(sql`${consents.at} desc`)
    .limit(1);
  return row;
};
