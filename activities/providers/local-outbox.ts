import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../../db/client.ts';
import { acceptLocally, findLocally } from '../../db/ledger/local-outbox.ts';
import { type Clock } from '../../domain/time/clock.ts';
import { toInstant } from '../../domain/time/instant.ts';
import type { Provider } from './provider.ts';

export interface LocalOutboxOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly timeoutMillis: number;
}

/** The provider when no other is configured: keeps messages in a table of its own, shown in the console. */
export const localOutboxProvider = ({ db, clock, timeoutMillis }: LocalOutboxOptions): Provider => ({
  name: 'local-outbox',
  supportsKey: true,
  keyTtlMillis: Number.POSITIVE_INFINITY,
  replaysErrors: false,
  canList: true,
  maxBatch: 1,
  rateFromHeaders: false,
  perSecond: Number.POSITIVE_INFINITY,
  timeoutMillis,
  send: async ({ key, message, claimedAt }) => {
    const kept = await acceptLocally(db, { key, message, claimedAt, acceptedAt: toInstant(clock.now()) });
    return isDeepStrictEqual(kept.message, message)
      ? { answer: 'accepted', id: kept.id }
      : { answer: 'conflict', detail: 'the key was used for another message' };
  },
  find: async ({ key }) => {
    const id = await findLocally(db, key);
    return id === undefined ? { found: 'no' } : { found: 'yes', ids: [id] };
  },
});
