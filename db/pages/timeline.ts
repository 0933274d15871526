import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { CustomerId, RunId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { inbox, messages } from '../schema/index.ts';
import type { Cursor } from './cursor.ts';

export type DecidedStep = Awaited<ReturnType<typeof listSteps>>[number];
export type UnusedEvent = Awaited<ReturnType<typeof listUnusedEvents>>[number];

/** Every step of these runs with its decision, in the order in which they were due; without what was sent. */
export const listSteps = async (db: Queries, runs: readonly RunId[]) =>
  runs.length === 0
    ? []
    : db
        .select({
          id: messages.id,
          runId: messages.runId,
          step: messages.step,
          channel: messages.channel,
          template: messages.template,
          purpose: messages.purpose,
          state: messages.state,
          reason: messages.reason,
          cause: messages.cause,
          dueAt: messages.dueAt,
          expiresAt: messages.expiresAt,
          notBefore: messages.notBefore,
          decidedAt: messages.decidedAt,
          claimedAt: messages.claimedAt,
          acceptedAt: messages.acceptedAt,
          settledAt: messages.settledAt,
          verdicts: messages.verdicts,
          policyVersions: messages.policyVersions,
        })
        .from(messages)
        .where(inArray(messages.runId, [...runs]))
        .orderBy(asc(messages.dueAt), asc(messages.decidedAt), asc(messages.id));

/** What the store told of a customer and that started, moved or ended nothing, newest first. */
export const listUnusedEvents = async (
  db: Queries,
  { customer, before }: { readonly customer: CustomerId; readonly before?: Cursor | undefined },
  limit: number,
) =>
  db
    .select({
      id: inbox.id,
      eventId: inbox.eventId,
      type: inbox.type,
      occurredAt: inbox.occurredAt,
      fate: inbox.fate,
      reason: inbox.reason,
    })
    .from(inbox)
    .where(
      and(
        eq(inbox.customerId, customer),
        ne(inbox.fate, 'applied'),
        before &&
          sql`(${inbox.occurredAt}, ${inbox.id}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`,
      ),
    )
    .orderBy(desc(inbox.occurredAt), desc(inbox.id))
    .limit(limit);
