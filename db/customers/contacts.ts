import { sql } from 'drizzle-orm';
import type { ContactKind } from '../../domain/contact.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { lastContacts } from '../schema/consents.ts';

/** Notes that a customer did something themselves; an older act changes nothing. */
export const recordContact = async (
  queries: Queries,
  row: { readonly storeId: StoreId; readonly customerId: CustomerId; readonly kind: ContactKind; readonly at: Date },
): Promise<void> => {
  await contactInsert(queries, { ...row });
};

const contactInsert = built((queries) =>
  queries
    .insert(lastContacts)
    .values({ storeId: given('storeId'), customerId: given('customerId'), kind: given('kind'), at: given('at') })
    .onConflictDoUpdate({
      target: [lastContacts.customerId, lastContacts.kind],
      set: { at: sql`excluded.at` },
      setWhere: sql`excluded.at > ${lastContacts.at}`,
    }),
);
