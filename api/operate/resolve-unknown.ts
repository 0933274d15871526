import { eq } from 'drizzle-orm';
import { type Act, recordAct } from '../../db/access/audit.ts';
import type { Database, Queries } from '../../db/client.ts';
import type { MessageRow } from '../../db/ledger/ledger.ts';
import { resolveUnknown } from '../../db/ledger/told-later.ts';
import { lockOwner } from '../../db/ledger/provider-events.ts';
import { recountRun } from '../../db/road/run-closing.ts';
import { messages } from '../../db/schema/index.ts';
import type { MessageState } from '../../domain/message-state.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { withRetries } from '../intake/retries.ts';

/** What a person found at the provider. */
export type Verdict = 'sent' | 'not sent';

/** `settled`: its fate is known already, by the provider's word or another person's. */
export type Resolution =
  | { readonly outcome: 'resolved'; readonly message: MessageRow }
  | { readonly outcome: 'settled'; readonly state: MessageState }
  | { readonly outcome: 'none' };

/**
 * Ends the unknown fate of a message by a person's word; the act is recorded with it. Nothing is ever sent again
 * by it, and the provider's own word, if it comes later, wins.
 */
export const resolveByHand = async (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  id: string,
  verdict: Verdict,
  actor: Act['actor'],
): Promise<Resolution> =>
  withRetries(async () => db.transaction(async (queries) => resolve(queries, id, verdict, actor, clock.now())));

const resolve = async (
  queries: Queries,
  id: string,
  verdict: Verdict,
  actor: Act['actor'],
  now: number,
): Promise<Resolution> => {
  const read = async () => (await queries.select().from(messages).where(eq(messages.id, id)))[0];
  const found = await read();
  if (!found) return { outcome: 'none' };
  await lockOwner(queries, found);
  // What is counted as sent was sent when it was given to the provider, not when somebody looked.
  const at = found.claimedAt ?? new Date(now);
  const message = await resolveUnknown(queries, id, verdict === 'sent' ? 'accepted' : 'failed', { at });
  if (!message) return { outcome: 'settled', state: (await read())!.state };
  await recountRun(queries, message.runId);
  await recordAct(queries, {
    at: now,
    actor,
    act: 'message.resolved',
    subject: `message/${id}`,
    store: message.storeId,
    detail: { verdict, state: message.state },
  });
  return { outcome: 'resolved', message };
};
