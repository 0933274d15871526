import type { Queries } from '../../db/client.ts';
import { readAddressesOf } from '../../db/customers/links.ts';
import { readChannelState } from '../../db/customers/standing.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { type ScoredChannel, scoredChannels } from '../../domain/scores/signals/engagement.ts';

/** Whether marketing reaches a customer at all, by channel: how they answer says nothing of who gets none. */
export const reachView = async (
  queries: Queries,
  asked: { readonly store: StoreId; readonly customer: CustomerId; readonly now: Date },
) => {
  const found = await Promise.all(
    scoredChannels.map(async (channel) => [channel, await reachOf(queries, asked, channel)]),
  );
  return Object.fromEntries(found) as Readonly<Record<ScoredChannel, Awaited<ReturnType<typeof reachOf>>>>;
};

const reachOf = async (
  queries: Queries,
  { store, customer, now }: { readonly store: StoreId; readonly customer: CustomerId; readonly now: Date },
  channel: ScoredChannel,
) => {
  const addresses = await readAddressesOf(queries, customer, channel);
  const { standing } = await readChannelState(queries, {
    storeId: store,
    customerId: customer,
    channel,
    addresses,
    now,
  });
  return {
    address: addresses.length > 0,
    /** To marketing at large; null: they never said. */
    consent: standing.acts.find(({ list }) => list === '')?.state ?? null,
    /** Why nothing goes there: bounces, complaints, a pause of their own. */
    suppressed: standing.suppressions[0]?.reason ?? null,
  };
};
