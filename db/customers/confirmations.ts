import { createHash, randomUUID } from 'node:crypto';
import { and, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { DoubleOptInPolicy } from '../../domain/policy/double-opt-in.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import type { Queries } from '../client.ts';
import { confirmations } from '../schema/index.ts';

const hourMillis = 3_600_000;

export type ConfirmationRow = typeof confirmations.$inferSelect;

/** A sign-up that has to be confirmed. */
export interface SignUp extends Pick<
  ConfirmationRow,
  'storeId' | 'customerId' | 'channel' | 'purpose' | 'list' | 'address' | 'askedAt' | 'source' | 'via' | 'proof'
> {
  /** The network that it came from, where the event tells it. */
  readonly network?: string | undefined;
}

/**
 * Keeps a sign-up until it is confirmed; the customer is locked.
 *
 * @returns false when so many were asked for this address, or from this network, that it would be a flood.
 */
export const askConfirmation = async (
  queries: Queries,
  { network, ...signUp }: SignUp,
  policy: DoubleOptInPolicy,
): Promise<boolean> => {
  const { storeId, customerId, askedAt } = signUp;
  const networkHash = network === undefined ? null : hashOf(storeId, network);
  if (networkHash !== null) {
    // Many addresses, one network: they are counted one after the other. Customers' locks always come first.
    await queries.execute(sql`select pg_advisory_xact_lock(hashtextextended(${networkHash}, 0))`);
  }
  const since = (millis: number) => gt(confirmations.askedAt, new Date(askedAt.getTime() - millis));
  // An address belongs to one customer of the store, whose lock orders this.
  const own = and(eq(confirmations.customerId, customerId), eq(confirmations.address, signUp.address));
  const [inHour, inDay, fromNetwork] = await Promise.all([
    count(queries, and(own, since(hourMillis))),
    count(queries, and(own, since(24 * hourMillis))),
    networkHash === null
      ? 0
      : count(
          queries,
          and(eq(confirmations.storeId, storeId), eq(confirmations.networkHash, networkHash), since(hourMillis)),
        ),
  ]);
  const { perAddress, perNetworkHour, linkLife } = policy;
  if (inHour >= perAddress.hour || inDay >= perAddress.day || fromNetwork >= perNetworkHour) return false;
  await queries.insert(confirmations).values({
    ...signUp,
    token: randomUUID(),
    networkHash,
    expiresAt: new Date(askedAt.getTime() + durationMillis(linkLife)),
  });
  return true;
};

const count = async (queries: Queries, which: SQL | undefined): Promise<number> => {
  const [row] = await queries
    .select({ count: sql<number>`count(*)::int` })
    .from(confirmations)
    .where(which);
  return row!.count;
};

/** Told apart by store, so that the same network in two shops is not known as one. */
const hashOf = (store: StoreId, network: string): string =>
  createHash('sha256').update(`${store}\n${network}`).digest('hex');

export const readConfirmation = async (queries: Queries, token: string): Promise<ConfirmationRow | undefined> =>
  (await queries.select().from(confirmations).where(eq(confirmations.token, token)))[0];
