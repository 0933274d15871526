import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { sql } from 'drizzle-orm';
import { bodyHash } from '../../../../activities/deliver/message/freeze.ts';
import type { Provider } from '../../../../activities/providers/provider.ts';
import type { Database } from '../../../../db/client.ts';
import { recordAccepted, writeDecision } from '../../../../db/ledger/ledger.ts';
import { customers, runs } from '../../../../db/schema/index.ts';
import { systemClock } from '../../../../domain/time/clock.ts';
import { toInstant } from '../../../../domain/time/instant.ts';
import { createGate, fakeEmail } from '../../../gate/world.ts';
import type { Turn } from './message.ts';

/** The product's gate, asked as Temporal asks it: again until there is an outcome. True when it sent. */
export const askTheGate = (db: Database, provider: Provider) => {
  const gate = createGate({ db, clock: systemClock(), email: provider });
  return async ({ input }: Turn['person']): Promise<boolean> => {
    for (;;) {
      try {
        const { outcome } = await gate.deliver(input);
        return outcome === 'accepted';
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
      }
    }
  };
};

/**
 * Known to be wrong: lock and facts in one statement, which reads the snapshot taken before the lock was
 * granted. A race that does not catch it proves nothing.
 */
export const askOneStatement =
  (db: Database, provider: Provider) =>
  async ({ customer, run, email, input, key }: Turn['person']): Promise<boolean> => {
    const now = new Date();
    const message = { from: 'shop@shop.example', to: email, subject: 'Control', html: '', text: '', headers: {} };
    const row = await db.transaction(async (transaction) => {
      const [facts] = await transaction.execute<{ exit_event: string | null }>(
        sql`select (select exit_event from ${runs} where ${runs.id} = ${run}) as exit_event
            from ${customers} where ${customers.id} = ${customer} for update`,
      );
      return writeDecision(transaction, {
        id: randomUUID(),
        storeId: input.store,
        runId: run,
        journey: input.journey,
        customerId: customer,
        step: input.step,
        channel: input.channel,
        template: input.template,
        purpose: input.purpose,
        dueAt: new Date(input.dueAt),
        expiresAt: new Date(input.expiresAt),
        decidedAt: now,
        verdicts: [],
        key,
        ...(facts?.exit_event
          ? { state: 'withheld', reason: 'bought' }
          : {
              state: 'claimed',
              claimedAt: now,
              frozen: message,
              bodyHash: bodyHash(message),
              provider: provider.name,
              attempts: 1,
              unsettled: 1,
            }),
      });
    });
    if (row.state !== 'claimed') return false;
    const answer = await provider.send({
      key,
      messageId: row.id,
      message,
      claimedAt: toInstant(+now),
      signal: AbortSignal.timeout(5_000),
    });
    if (answer.answer !== 'accepted') throw new Error(`the provider answered ${answer.answer}`);
    await recordAccepted(db, row.id, { providerId: answer.id, acceptedAt: new Date() });
    return true;
  };

export const raceProvider = (url: string): Provider => fakeEmail(url, 5_000);
