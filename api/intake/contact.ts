import { recordContact } from '../../db/customers/contacts.ts';
import type { Queries } from '../../db/client.ts';
import { contactOf } from '../../domain/contact.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { StoreEvent } from '../events/catalogue.ts';
import { earliest } from '../events/fields.ts';

/**
 * Notes an event that is an act of the customer themselves. A withdrawal is none that keeps marketing going; an
 * account of unknown date, as imports have, tells nothing of when it was made.
 */
export const noteContact = async (
  queries: Queries,
  { storeId, customerId }: { readonly storeId: StoreId; readonly customerId: CustomerId },
  event: StoreEvent,
): Promise<void> => {
  const kind = contactOf[event.type];
  const at = new Date(event.occurredAt);
  const isWithdrawal = event.type === 'customer.consent_changed' && event.data.state === 'withdrawn';
  if (kind === undefined || isWithdrawal || at.getTime() <= earliest) return;
  await recordContact(queries, { storeId, customerId, kind, at });
};
