import { and, inArray, lt, sql } from 'drizzle-orm';
import { providerWaits } from '../../domain/reasons.ts';
import type { Queries } from '../client.ts';
import { messages } from '../schema/index.ts';

/**
 * Gives steps whose end passed before `before` their outcome: nobody will ask about them again. A claim
 * becomes unknown; a step that waited expired, or was given up when it waited for the provider. Returns
 * how many there were.
 */
export const settleStale = async (db: Queries, before: Date): Promise<number> => {
  const forProvider = sql`(${messages.attempts} > 0 or ${inArray(messages.reason, [...providerWaits])})`;
  const rows = await db
    .update(messages)
    .set({
      state: sql`case when ${messages.state} = 'claimed' then 'unknown'
        when ${forProvider} then 'failed' else 'withheld' end`,
      reason: sql`case when ${messages.state} = 'claimed' then null
        when ${messages.reason} = 'provider_paused' then 'misconfigured'
        when ${forProvider} then 'gave_up' else 'expired' end`,
      notBefore: null,
    })
    .where(
      and(
        // Written out, so that the partial index of these states is used.
        sql`${messages.state} in ('planned', 'claimed')`,
        lt(sql`greatest(${messages.expiresAt}, ${messages.notBefore})`, before.toISOString()),
      ),
    )
    .returning({ id: messages.id });
  return rows.length;
};
