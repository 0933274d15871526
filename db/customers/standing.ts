import { and, asc, desc, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import { isProven } from '../../domain/consent.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { ChannelStanding } from '../../domain/preferences.ts';
import type { Queries } from '../client.ts';
import { consents, orders, suppressions } from '../schema/index.ts';
import { notLifted } from './suppressions.ts';

interface Asked {
  readonly storeId: StoreId;
  readonly customerId: CustomerId;
  readonly channel: Channel;
  /** The customer's, the one that messages go to first. */
  readonly addresses: readonly string[];
  /** In the store's time. */
  readonly now: Date;
}

/** What stands about marketing to a customer on a channel, by address where it is about one. */
export type ChannelState = Omit<Asked, 'now'> & {
  readonly standing: ChannelStanding;
  readonly held: Awaited<ReturnType<typeof readHeld>>;
};

/** Reads it; to change something, under the customer's lock and after it. */
export const readChannelState = async (queries: Queries, asked: Asked): Promise<ChannelState> => {
  const { storeId, customerId, channel, addresses } = asked;
  const [acts, held, softOptIn] = await Promise.all([
    readActs(queries, asked),
    readHeld(queries, asked),
    wasNoticed(queries, asked),
  ]);
  return {
    storeId,
    customerId,
    channel,
    addresses,
    held,
    standing: {
      channel,
      softOptIn,
      acts: acts.map(({ list, state, at, proof }) => ({ list, state, at: at.getTime(), proven: isProven(proof) })),
      // A bounce concerns its own address alone.
      suppressions: held.filter(
        ({ reason, address }) => !(reason === 'bounced' || reason === 'bouncing') || address === addresses[0],
      ),
    },
  };
};

/** An instant for a new act of the person: `at`, or right after the newest that is known, whatever clocks say. */
export const newestOf = ({ standing, held }: ChannelState, at: Date): Date =>
  new Date(Math.max(at.getTime(), ...[...standing.acts, ...held].map((one) => Number(one.at) + 1)));

const readActs = async (queries: Queries, { customerId, channel }: Asked) =>
  queries
    .selectDistinctOn([consents.list], {
      list: consents.list,
      state: consents.state,
      at: consents.at,
      proof: consents.proof,
    })
    .from(consents)
    .where(and(eq(consents.customerId, customerId), eq(consents.channel, channel), eq(consents.purpose, 'marketing')))
    .orderBy(asc(consents.list), desc(consents.at));

const readHeld = async (queries: Queries, { storeId, channel, addresses, now }: Asked) =>
  queries
    .select({
      address: suppressions.address,
      reason: suppressions.reason,
      purpose: suppressions.purpose,
      list: suppressions.list,
      at: suppressions.at,
      until: suppressions.until,
    })
    .from(suppressions)
    .where(
      and(
        eq(suppressions.storeId, storeId),
        eq(suppressions.channel, channel),
        inArray(suppressions.address, [...addresses]),
        notLifted,
        or(isNull(suppressions.until), gt(suppressions.until, now)),
      ),
    );

/** Whether a sale told the customer of marketing on the channel, without objection. */
const wasNoticed = async (queries: Queries, { customerId, channel }: Asked): Promise<boolean> => {
  const rows = await queries
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        eq(orders.customerId, customerId),
        ne(orders.state, 'cancelled'),
        sql`${orders.marketingNotice} -> ${channel}::text ->> 'state' = 'given'`,
      ),
    )
    .limit(1);
  return rows.length > 0;
};
