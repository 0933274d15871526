import { and, asc, eq, inArray } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Channel } from '../../domain/journey.ts';
import type { SuppressionReason } from '../../domain/suppression.ts';
import type { Database, Queries } from '../client.ts';
import { aliasKindOf } from './aliases.ts';
import type { TellConsentChange } from './consent-change.ts';
import { lockCustomers } from './customers.ts';
import { customerAliases, providerEvents, stores } from '../schema/index.ts';
import { type Replier, takeStart, takeStop } from './replies.ts';
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
  /** Of a reply to a message: the provider's id of it and its words, the proof of what its owner wants. */
  readonly reply?: { readonly id: string; readonly words: string };
}

/**
 * Keeps an event about an address, once, and carries it out in every store that knows the address: they share
 * the provider's account. A STOP also withdraws the consent; a START gives back what a STOP took.
 *
 * @returns `unchanged` when it was kept and there was nothing to do.
 */
export const takeAddressEvent = async (
  db: Database,
  event: AddressEvent,
  tell: TellConsentChange,
): Promise<'applied' | 'duplicate' | 'unchanged'> =>
  db.transaction(async (transaction) => {
    const { provider, eventId, type, occurredAt, receivedAt, channel, address } = event;
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
    let changed = false;
    for (const owner of owners) changed = (await carryOut(transaction, owner, event, tell)) || changed;
    return changed ? 'applied' : 'unchanged';
  });

const carryOut = async (
  transaction: Queries,
  owner: Replier,
  event: AddressEvent,
  tell: TellConsentChange,
): Promise<boolean> => {
  const { channel, address, act, reason, occurredAt } = event;
  if (reason !== 'stopped') {
    const key = { storeId: owner.storeId, channel, address, reason };
    await (act === 'suppress' ? suppress : liftSuppression)(transaction, key, occurredAt);
    return true;
  }
  if (act === 'suppress') await takeStop(transaction, owner, event);
  else if (!(await takeStart(transaction, owner, event))) return false;
  await tell(transaction, { ...owner, at: occurredAt });
  return true;
};

/** Whom each store knows by the address. */
export const readOwners = async (queries: Queries, channel: Channel, address: string) => {
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
        eq(customerAliases.kind, aliasKindOf(channel)),
        eq(customerAliases.value, address),
      ),
    )
    .orderBy(asc(customerAliases.storeId));
};
