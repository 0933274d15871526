import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { CustomerId, RunId, StoreId } from '../../domain/ids.ts';
import type { MessageState } from '../../domain/message-state.ts';
import type { Queries } from '../client.ts';
import { customers, messages, providerEvents, runs } from '../schema/index.ts';
import type { Cursor } from './cursor.ts';

/** Which messages a list shows; every field narrows it. */
export interface MessageFilter {
  readonly store?: StoreId;
  readonly customer?: CustomerId;
  readonly run?: RunId;
  readonly states?: readonly MessageState[];
  readonly reason?: string;
  readonly before?: Cursor;
}

export type MessageSummary = Awaited<ReturnType<typeof listMessages>>[number];

/** Messages without their bodies, newest decision first. */
export const listMessages = async (db: Queries, filter: MessageFilter, limit: number) =>
  db
    .select({
      id: messages.id,
      runId: messages.runId,
      customerId: messages.customerId,
      firstName: customers.firstName,
      journey: messages.journey,
      step: messages.step,
      channel: messages.channel,
      template: messages.template,
      state: messages.state,
      reason: messages.reason,
      decidedAt: messages.decidedAt,
      notBefore: messages.notBefore,
      acceptedAt: messages.acceptedAt,
      lastError: messages.lastError,
      subject: sql<string | null>`${messages.frozen} ->> 'subject'`,
      to: sql<string | null>`${messages.frozen} ->> 'to'`,
    })
    .from(messages)
    .innerJoin(customers, eq(customers.id, messages.customerId))
    .where(where(filter))
    .orderBy(desc(messages.decidedAt), desc(messages.id))
    .limit(limit);

const where = ({ store, customer, run, states, reason, before }: MessageFilter): SQL | undefined =>
  and(
    store && eq(messages.storeId, store),
    customer && eq(messages.customerId, customer),
    run && eq(messages.runId, run),
    states && inArray(messages.state, [...states]),
    reason ? sql`${messages.reason} = ${reason}` : undefined,
    before &&
      sql`(${messages.decidedAt}, ${messages.id}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`,
  );

/** By what a text message went, where its provider said so: `rcs`; of several words the newest counts. */
const carrierOf = sql<string | null>`(
  select told.detail ->> 'carrier' from ${providerEvents} told
  where told.message_id = ${messages.id} and told.means in ('accepted', 'delivered')
  order by told.occurred_at desc, told.recorded_at desc limit 1)`;

/** One message, with its frozen bytes, how it went, its run and its customer's name. */
export const readMessage = async (db: Queries, id: string) => {
  const [row] = await db
    .select({ message: messages, run: runs, firstName: customers.firstName, carrier: carrierOf })
    .from(messages)
    .innerJoin(runs, eq(runs.id, messages.runId))
    .innerJoin(customers, eq(customers.id, messages.customerId))
    .where(eq(messages.id, id));
  return row;
};
