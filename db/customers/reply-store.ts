import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Channel } from '../../domain/journey.ts';
import type { Locale } from '../../domain/templates.ts';
import type { Queries } from '../client.ts';
import { customers, messages, stores } from '../schema/index.ts';
import type { StoreRow } from '../shop/stores.ts';
import { readOwners } from './address-events.ts';

/**
 * The store that somebody replies to, with their language where it is known: the one that wrote last to the number,
 * as stores may share one; of a number that nobody wrote to, the only store there is.
 */
export const readReplyStore = async (
  queries: Queries,
  channel: Channel,
  phone: string,
): Promise<{ readonly store: StoreRow; readonly locale: Locale } | undefined> => {
  const owners = await readOwners(queries, channel, phone);
  const [wrote] =
    owners.length < 2
      ? []
      : await queries
          .select({ customerId: messages.customerId })
          .from(messages)
          .where(
            and(
              inArray(
                messages.customerId,
                owners.map(({ customerId }) => customerId),
              ),
              eq(messages.channel, channel),
            ),
          )
          .orderBy(desc(messages.decidedAt))
          .limit(1);
  const owner = owners.find(({ customerId }) => customerId === wrote?.customerId) ?? owners[0];
  if (!owner) {
    const all = await queries.select().from(stores).limit(2);
    return all.length === 1 ? { store: all[0]!, locale: all[0]!.locale } : undefined;
  }
  const [row] = await queries
    .select({ store: stores, locale: customers.locale })
    .from(customers)
    .innerJoin(stores, eq(stores.id, customers.storeId))
    .where(eq(customers.id, owner.customerId));
  return row && { store: row.store, locale: row.locale ?? row.store.locale };
};
