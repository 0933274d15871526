import { sql } from 'drizzle-orm';
import { builtFor, givenAll, namesIn } from '../built.ts';
import type { Queries } from '../client.ts';
import { excluded } from '../excluded.ts';
import { consents } from '../schema/consents.ts';

/** An act; without a list it is about the whole purpose. */
export type NewConsent = Omit<typeof consents.$inferInsert, 'recordedAt'>;

/**
 * Keeps an act of consent. Of two acts told of one instant the withdrawal holds.
 *
 * @returns false when this act, or one that outweighs it, was kept before.
 */
export const recordConsent = async (queries: Queries, act: NewConsent): Promise<boolean> =>
  (await consentUpsert(queries, namesIn(act), { ...act })).length === 1;

const consentUpsert = builtFor((queries, names: readonly (keyof NewConsent)[]) =>
  queries
    .insert(consents)
    .values(givenAll(names))
    .onConflictDoUpdate({
      target: [consents.customerId, consents.channel, consents.purpose, consents.list, consents.at],
      set: { state: excluded('state'), source: excluded('source'), proof: excluded('proof') },
      setWhere: sql`(excluded.state, excluded.source, excluded.proof) > (${consents.state}, ${consents.source}, ${consents.proof})`,
    })
    .returning({ at: consents.at }),
);
