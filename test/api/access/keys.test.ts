import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { makeApiKey } from '../../../api/access/key-text.ts';
import { createKey, rotateKey } from '../../../api/access/keys/keys.ts';
import type { KeyWish } from '../../../api/access/keys/wish.ts';
import { apiKeys } from '../../../db/schema/index.ts';
import { addKey, noon, store, useIntake } from '../intake-server.ts';

const intake = useIntake();
const minute = 60_000;
const statusWith = async (key: string): Promise<number> => (await intake.post([], key)).status;
const rowOf = async (id: string) => (await intake.db.select().from(apiKeys).where(eq(apiKeys.id, id)))[0]!;

test('unknown, expired, revoked, of another scope, of a browser: refused alike', async () => {
  intake.clock.set(noon);
  const past = new Date(noon - 1);
  const wrong = [makeApiKey(), makeApiKey(), makeApiKey(), makeApiKey(), makeApiKey()];
  await addKey(intake.db, store, wrong[1]!, { expiresAt: past });
  await addKey(intake.db, store, wrong[2]!, { revokedAt: past });
  await addKey(intake.db, store, wrong[3]!, { scopes: ['read', 'operate', 'erase'] });
  await addKey(intake.db, store, wrong[4]!, { kind: 'browser', origins: ['https://shop.example'] });
  const answers = await Promise.all(wrong.map(async (key) => intake.post([], key)));
  const seen = answers.map(({ status, body }) => JSON.stringify({ status, body }));
  expect(new Set(seen).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 401, body: { error: { code: 'unknown_key' } } });
});

test('a key opens nothing any more from its expiry on', async () => {
  intake.clock.set(noon);
  const key = makeApiKey();
  await addKey(intake.db, store, key, { expiresAt: new Date(noon + minute) });
  expect(await statusWith(key)).toBe(202);
  intake.clock.set(noon + minute);
  expect(await statusWith(key)).toBe(401);
});

test('rotation: both keys work during the overlap, the new one alone after it', async () => {
  intake.clock.set(noon);
  const old = makeApiKey();
  const id = await addKey(intake.db, store, old);
  const made = await rotateKey(intake, id, 10 * minute, 'command:test');
  expect([await statusWith(old), await statusWith(made.key)]).toEqual([202, 202]);
  intake.clock.set(noon + 10 * minute);
  expect([await statusWith(old), await statusWith(made.key)]).toEqual([401, 202]);
});

test('of many rotations of one key at once, one is made', async () => {
  intake.clock.set(noon);
  const id = await addKey(intake.db, store, makeApiKey());
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, async () => rotateKey(intake, id, minute, 'command:test')),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await intake.db.select().from(apiKeys).where(eq(apiKeys.replaces, id))).toHaveLength(1);
});

test('the last use is noted, at most once a minute', async () => {
  intake.clock.set(noon);
  const key = makeApiKey();
  const id = await addKey(intake.db, store, key);
  await statusWith(key);
  await expect.poll(async () => (await rowOf(id)).lastUsedAt).toEqual(new Date(noon));
  intake.clock.set(noon + minute - 1);
  await statusWith(key);
  intake.clock.set(noon + 2 * minute);
  await statusWith(key);
  await expect.poll(async () => (await rowOf(id)).lastUsedAt).toEqual(new Date(noon + 2 * minute));
});

test.each<[string, Partial<KeyWish>]>([
  ['without a scope', { scopes: [] }],
  ['of a life of no length', { lifeMillis: 0 }],
  ['of a life of twenty years', { lifeMillis: 20 * 365 * 86_400_000 }],
  ['a secret one with origins', { origins: ['https://shop.example'] }],
  ['a browser one without origins', { kind: 'browser' }],
  ['a browser one that reads', { kind: 'browser', origins: ['https://shop.example'], scopes: ['ingest', 'read'] }],
  ['an origin with a path', { kind: 'browser', origins: ['https://shop.example/cart'] }],
  ['an origin without TLS', { kind: 'browser', origins: ['http://shop.example'] }],
  ['any origin', { kind: 'browser', origins: ['*'] }],
  ['an origin of no page', { kind: 'browser', origins: ['null'] }],
])('a key %s is refused and leaves nothing', async (_what, wish) => {
  const before = await intake.db.$count(apiKeys);
  const whole: KeyWish = { store, kind: 'secret', scopes: ['ingest'], origins: [], ...wish };
  await expect(createKey(intake, whole, 'command:test')).rejects.toMatchObject({ code: 'KEY_REFUSED' });
  expect(await intake.db.$count(apiKeys)).toBe(before);
});
