import { and, eq, gt, ne, sql } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import type { Database, Queries } from '../client.ts';
import { recordContact } from '../customers/contacts.ts';
import { lockOwner } from '../ledger/provider-events.ts';
import { clicks, messages } from '../schema/index.ts';

/** A link of a message that somebody, or something, opened. */
export interface Click {
  readonly message: string;
  readonly place: number;
  /** In the store's time. */
  readonly at: Date;
  /** True where it is known to be a program: its name, its way of asking. */
  readonly isProgram: boolean;
}

/** What opens a link this soon after its message was accepted looks whether it is safe. */
const scannedWithinMillis = 10_000;
/** Nobody follows more links than this of one message within as long. */
const mostAtOnce = 2;

/**
 * Records that a link was followed. What a person followed is the newest contact that they made by themselves; what a
 * scanner opened is counted apart and means nothing. Of a message that is not there, or whose customer was erased,
 * nothing is recorded.
 *
 * @returns who it was taken for.
 */
export const recordClick = async (db: Database, click: Click): Promise<'person' | 'program' | 'nobody'> =>
  db.transaction(async (transaction) => {
    const [message] = await transaction.select(read).from(messages).where(eq(messages.id, click.message));
    // Without its bytes the customer was erased.
    if (!message?.acceptedAt || !message.hasBytes) return 'nobody';
    const { acceptedAt, storeId } = message;
    const isProgram = click.isProgram || click.at.getTime() - acceptedAt.getTime() < scannedWithinMillis;
    // The customer's lock, as for everything that they do; what comes at the same time is seen.
    const customerId = isProgram ? undefined : await lockOwner(transaction, message);
    if (customerId === undefined || (await countAtOnce(transaction, click)) >= mostAtOnce) {
      await countScan(transaction, click);
      return 'program';
    }
    await countClick(transaction, click);
    await recordContact(transaction, { storeId, customerId, kind: 'click', at: click.at });
    return 'person';
  });

const read = {
  id: messages.id,
  storeId: messages.storeId,
  customerId: sql<CustomerId>`${messages.customerId}`,
  acceptedAt: messages.acceptedAt,
  hasBytes: sql<boolean>`${messages.frozen} is not null`,
};

/** How many other links of the message were opened just before. */
const countAtOnce = async (queries: Queries, { message, place, at }: Click): Promise<number> => {
  const since = new Date(at.getTime() - scannedWithinMillis).toISOString();
  const rows = await queries
    .select({ place: clicks.place })
    .from(clicks)
    .where(
      and(
        eq(clicks.messageId, message),
        ne(clicks.place, place),
        gt(sql`greatest(${clicks.lastAt}, ${clicks.scannedAt})`, sql`${since}::timestamptz`),
      ),
    );
  return rows.length;
};

const countClick = async (queries: Queries, { message, place, at }: Click): Promise<void> => {
  await queries
    .insert(clicks)
    .values({ messageId: message, place, firstAt: at, lastAt: at, times: 1 })
    .onConflictDoUpdate({
      target: [clicks.messageId, clicks.place],
      set: {
        firstAt: sql`coalesce(${clicks.firstAt}, excluded.first_at)`,
        lastAt: sql`greatest(${clicks.lastAt}, excluded.last_at)`,
        times: sql`least(${clicks.times}, 1000000) + 1`,
      },
    });
};

const countScan = async (queries: Queries, { message, place, at }: Click): Promise<void> => {
  await queries
    .insert(clicks)
    .values({ messageId: message, place, scans: 1, scannedAt: at })
    .onConflictDoUpdate({
      target: [clicks.messageId, clicks.place],
      set: {
        scans: sql`least(${clicks.scans}, 1000000) + 1`,
        scannedAt: sql`greatest(${clicks.scannedAt}, excluded.scanned_at)`,
      },
    });
};

/** What is known of the links of a message, by their place in it. */
export const readClicks = async (queries: Queries, message: string) =>
  queries.select().from(clicks).where(eq(clicks.messageId, message)).orderBy(clicks.place);
