import { and, desc, eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { CartId, CustomerId, RunId, StoreId } from '../../domain/ids.ts';
import type { TestMessage } from '../../domain/test-send.ts';
import type { Database, Queries } from '../client.ts';
import { carts, runs } from '../schema/index.ts';

/** The run that a message belongs to, or would belong to. */
export interface RunSeen {
  readonly run: RunId;
  /** The trigger's ids. */
  readonly event: Readonly<Record<string, string>>;
  /** False: no such run exists. */
  readonly isReal: boolean;
}

/** Thrown to take back what was written only to be read. */
class TakenBack extends Error {
  override readonly name = 'TakenBack';
}

/**
 * Reads what is known of the customer's open run of the journey; where there is none, of one that would begin now about
 * their newest cart: it is written, read and taken back in one transaction, which nobody else sees.
 *
 * @returns undefined when the journey follows up a cart and the customer has none.
 */
export const readAsIf = async <Result>(
  db: Database,
  about: { readonly store: StoreId; readonly customer: CustomerId; readonly message: TestMessage; readonly now: Date },
  read: (queries: Queries, seen: RunSeen) => Promise<Result>,
): Promise<Result | undefined> => {
  let result: Result | undefined;
  await db
    .transaction(async (queries) => {
      const seen = (await openRun(queries, about)) ?? (await wouldBegin(queries, about));
      result = seen && (await read(queries, seen));
      throw new TakenBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  return result;
};

type About = Parameters<typeof readAsIf>[1];

const openRun = async (queries: Queries, { customer, message }: About): Promise<RunSeen | undefined> => {
  const [row] = await queries
    .select({ run: runs.id, event: runs.event })
    .from(runs)
    .where(and(eq(runs.customerId, customer), eq(runs.state, 'open'), eq(runs.journey, message.journey)))
    .orderBy(desc(runs.touchedAt))
    .limit(1);
  return row && { run: row.run, event: row.event, isReal: true };
};

const wouldBegin = async (queries: Queries, { store, customer, message, now }: About): Promise<RunSeen | undefined> => {
  const cart = message.subject === 'cartId' ? await newestCart(queries, customer) : undefined;
  if (message.subject === 'cartId' && cart === undefined) return undefined;
  const run = v7() as RunId;
  const event = cart === undefined ? {} : { cartId: cart };
  await queries.insert(runs).values({
    id: run,
    storeId: store,
    journey: message.journey,
    rank: message.rank,
    customerId: customer,
    subject: cart ?? '',
    // Of no entry that was counted.
    episode: 0,
    event,
    startedAt: now,
    touchedAt: now,
    dueAt: now,
    state: 'open',
  });
  return { run, event, isReal: false };
};

const newestCart = async (queries: Queries, customer: CustomerId): Promise<CartId | undefined> =>
  (
    await queries
      .select({ id: carts.id })
      .from(carts)
      .where(and(eq(carts.customerId, customer), sql`jsonb_array_length(${carts.lines}) > 0`))
      .orderBy(desc(carts.updatedAt))
      .limit(1)
  )[0]?.id;
