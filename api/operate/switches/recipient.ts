import type { Queries } from '../../../db/client.ts';
import { findPerson, type PersonReference } from '../../../db/personal-data/person.ts';
import { allowedAddress, allowedCustomer, type Recipient } from '../../../db/switches/allowlist.ts';
import type { StoreId } from '../../../domain/ids.ts';

/** Somebody for the list: a customer whom the store knows, or any address. Undefined when the store has no such customer. */
export const findRecipient = async (
  queries: Queries,
  store: StoreId,
  reference: PersonReference,
): Promise<Recipient | undefined> => {
  if (reference.kind === 'email' || reference.kind === 'phone') return allowedAddress(reference.value);
  const customer = await findPerson(queries, store, reference);
  return customer && allowedCustomer(customer);
};
