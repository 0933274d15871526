import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Instant } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { type FrozenMessage, localOutbox } from '../schema/index.ts';

export interface LocalAcceptance {
  readonly key: string;
  readonly message: FrozenMessage;
  readonly claimedAt: Instant;
  readonly acceptedAt: Instant;
}

/** Keeps a message once per key; a key seen before gives back what was kept then. */
export const acceptLocally = async (
  db: Queries,
  acceptance: LocalAcceptance,
): Promise<{ readonly id: string; readonly message: FrozenMessage }> => {
  const kept = { id: localOutbox.id, message: localOutbox.message };
  const [inserted] = await db
    .insert(localOutbox)
    .values({
      key: acceptance.key,
      id: randomUUID(),
      message: acceptance.message,
      claimedAt: new Date(acceptance.claimedAt),
      acceptedAt: new Date(acceptance.acceptedAt),
    })
    .onConflictDoNothing({ target: localOutbox.key })
    .returning(kept);
  if (inserted) return inserted;
  const [existing] = await db.select(kept).from(localOutbox).where(eq(localOutbox.key, acceptance.key));
  return existing!;
};

/** The id under which a message was kept. */
export const findLocally = async (db: Queries, key: string): Promise<string | undefined> => {
  const [kept] = await db.select({ id: localOutbox.id }).from(localOutbox).where(eq(localOutbox.key, key));
  return kept?.id;
};
