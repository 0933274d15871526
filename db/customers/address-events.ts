import { and, asc, eq, inArray } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Channel } from '../../domain/journey.ts';
import type { SuppressionReason } from '../../domain/suppression.ts';
import type { Database, Queries } from '../client.ts';
import { recordConsent } from './consents.ts';
import { lockCustomers } from './customers.ts';
import { customerAliases, providerEvents, stores } from '../schema/index.ts';
import { liftSuppression, suppress } from './suppressions.ts';

/** What a provider told of an address, whatever the message: its own list of addresses, or its owner's reply. */
export interface AddressEvent {
  readonly provider: string;
  /** The provider's own id of the event. */
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly channel: Channel;
  /** Normalised; compared, never stored with the event. */
  readonly address: string;
  readonly act: 'suppress' | 'lift';
  readonly reason: Extract<SuppressionReason, 'bounced' | 'complained' | 'manual' | 'stopped'>;
}

/**
 * Keeps an event about an address, once, and carries it out in every store that knows the address: they share
 * the provider's account. A STOP also withdraws the consent; lifting it grants none.
 */
export const takeAddressEvent = async (db: Database, event: AddressEvent): Promise<'applied' | 'duplicate'> =>
  db.transaction(async (transaction) => {
    const { provider, eventId, type, occurredAt, receivedAt, channel, address, act, reason } = event;
    const [kept] = await transaction
      .insert(providerEvents)
      .values({ id: v7(), provider, eventId, type, occurredAt, receivedAt })
      .onConflictDoNothing()
      .returning({ id: providerEvents.id });
    if (!kept) return 'duplicate';
    const owners = await readOwners(transaction, channel, address);
    await lockCustomers(
      transaction,
      owners.map(({ customerId }) => customerId),
    );
    for (const { storeId, customerId } of owners) {
      const key = { storeId, channel, address, reason };
      await (act === 'suppress' ? suppress : liftSuppression)(transaction, key, occurredAt);
      if (act === 'suppress' && reason === 'stopped') {
        await recordConsent(transaction, {
          storeId,
          customerId,
          channel,
          purpose: 'marketing',
          state: 'withdrawn',
          at: occurredAt,
          source: 'STOP reply',
          proof: { how: 'reply to a message' },
        });
      }
    }
    return 'applied';
  });

/** Whom each store knows by the address. */
const readOwners = async (queries: Queries, channel: Channel, address: string) => {
  // By store, as the table's key begins with it.
  const known = await queries.select({ id: stores.id }).from(stores);
  return queries
    .select({ storeId: customerAliases.storeId, customerId: customerAliases.customerId })
    .from(customerAliases)
    .where(
      and(
        inArray(
          customerAliases.storeId,
          known.map(({ id }) => id),
        ),
        eq(customerAliases.kind, channel === 'email' ? 'email' : 'phone'),
        eq(customerAliases.value, address),
      ),
    )
    .orderBy(asc(customerAliases.storeId));
};
