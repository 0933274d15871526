import { randomUUID } from 'node:crypto';
import { validate as isUuid } from 'uuid';
import { endApiKey, insertApiKey, type ListedKey, lockActiveKey, readTwin } from '../../../db/access/api-keys.ts';
import { type Act, recordAct } from '../../../db/access/audit.ts';
import type { Database, Queries } from '../../../db/client.ts';
import type { ApiKeyKind } from '../../../domain/access.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import type { Seal } from '../sealed.ts';
import { hashApiKey, hintOf, makeApiKey } from '../key-text.ts';
import { KeyRefusedError, KeyUnknownError } from './errors.ts';
import { checkWish, type KeyWish } from './wish.ts';

export interface KeyDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Without it there are no signing keys. */
  readonly seal?: Seal | undefined;
}

type Actor = Act['actor'];

export interface MadeKey {
  readonly id: string;
  /** What the address of signed requests names: it stays the same when the key is rotated. */
  readonly line: string;
  /** To be shown once: nothing that is kept leads back to it. */
  readonly key: string;
}

/**
 * Makes a key; the audit log has who asked.
 *
 * @throws KeyRefusedError when such a key must not exist.
 */
export const createKey = async (deps: KeyDeps, wish: KeyWish, actor: Actor): Promise<MadeKey> =>
  deps.db.transaction(async (queries) => insertKey(deps, queries, wish, { actor, act: 'key.created' }));

/**
 * Makes a second key like `id`, with a life as long, and lets the first expire after `overlapMillis`: so long
 * both work. At most two keys of one line are active at a time.
 *
 * @throws KeyUnknownError
 * @throws KeyRefusedError when a rotation of this key is under way.
 */
export const rotateKey = async (
  deps: KeyDeps,
  id: string,
  overlapMillis: number,
  actor: Actor,
): Promise<MadeKey & { readonly kind: ApiKeyKind; readonly oldExpiresAt: Date }> =>
  deps.db.transaction(async (queries) => {
    const now = new Date(deps.clock.now());
    const old = await findActive(queries, id, now);
    const twin = await readTwin(queries, old, now);
    if (twin) {
      throw new KeyRefusedError(
        `Key ${old.id} is in rotation: key ${twin.id} works beside it. Two at a time is the most; ` +
          `revoke one of them: npm run key -- revoke <id>`,
      );
    }
    const wish: KeyWish = {
      store: old.storeId,
      name: old.name ?? undefined,
      kind: old.kind,
      scopes: old.scopes,
      origins: old.origins,
      lifeMillis: old.expiresAt ? +old.expiresAt - +old.createdAt : undefined,
    };
    const made = await insertKey(deps, queries, wish, { actor, act: 'key.rotated', old });
    const overlapEnds = new Date(+now + overlapMillis);
    const oldExpiresAt = old.expiresAt && old.expiresAt < overlapEnds ? old.expiresAt : overlapEnds;
    await endApiKey(queries, old.id, { expiresAt: oldExpiresAt });
    return { ...made, kind: old.kind, oldExpiresAt };
  });

/**
 * Ends a key at once.
 *
 * @throws KeyUnknownError
 */
export const revokeKey = async ({ db, clock }: KeyDeps, id: string, actor: Actor): Promise<ListedKey> =>
  db.transaction(async (queries) => {
    const now = new Date(clock.now());
    const key = await findActive(queries, id, now);
    await endApiKey(queries, key.id, { revokedAt: now });
    await recordAct(queries, { at: +now, actor, act: 'key.revoked', subject: `key/${key.id}`, store: key.storeId });
    return key;
  });

const findActive = async (queries: Queries, id: string, now: Date): Promise<ListedKey> => {
  const key = isUuid(id) ? await lockActiveKey(queries, id, now) : undefined;
  if (!key) throw new KeyUnknownError(id);
  return key;
};

const insertKey = async (
  { clock, seal }: KeyDeps,
  queries: Queries,
  wish: KeyWish,
  how: { readonly actor: Actor; readonly act: string; readonly old?: ListedKey },
): Promise<MadeKey> => {
  checkWish(wish);
  if (wish.kind === 'signing' && !seal) throw new KeyRefusedError(withoutSeal, 'kind');
  const now = new Date(clock.now());
  const id = randomUUID();
  const key = makeApiKey(wish.kind);
  const { store, name, kind, scopes, origins, lifeMillis } = wish;
  const { actor, act, old } = how;
  const line = old?.line ?? id;
  await insertApiKey(queries, {
    id,
    storeId: store,
    hash: hashApiKey(key),
    name: name ?? null,
    kind,
    scopes,
    origins: [...origins],
    hint: hintOf(key),
    replaces: old?.id ?? null,
    line,
    sealed: kind === 'signing' ? seal!.close(key, id) : null,
    createdAt: now,
    expiresAt: lifeMillis === undefined ? null : new Date(+now + lifeMillis),
  });
  const detail = { kind, scopes: scopes.join(','), ...(old && { replaces: old.id }) };
  await recordAct(queries, { at: +now, actor, act, subject: `key/${id}`, store, detail });
  return { id, key, line };
};

const withoutSeal =
  'RELANCE_SECRET_KEYS is not set: a signing key must be kept, and is kept encrypted only. ' +
  'Set it for the api and for this command; .env.example says how.';
