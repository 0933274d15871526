import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { beforeAll, expect, test } from 'vitest';
import { createKey, type MadeKey, revokeKey, rotateKey } from '../../../api/access/keys/keys.ts';
import { resealKeys } from '../../../api/access/keys/reseal.ts';
import { createSeal } from '../../../api/access/sealed.ts';
import { apiKeys, inbox } from '../../../db/schema/index.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { addStore, noon, seal, sealingKey, store, useIntake } from '../intake-server.ts';
import { cart } from '../told.ts';

const intake = useIntake();
const minute = 60_000;
const actor = 'command:test';
const signing = (of = store) => ({ store: of, kind: 'signing', scopes: ['ingest'], origins: [] }) as const;
const deps = () => ({ db: intake.db, clock: intake.clock, seal });
let key: MadeKey;
let other: MadeKey;
beforeAll(async () => {
  await addStore(intake.db, 'other' as StoreId, 'rl_another-store-and-its-key');
  key = await createKey(deps(), signing(), actor);
  other = await createKey(deps(), signing('other' as StoreId), actor);
});

const headersOf = (body: string | Buffer, { secrets = [key.key], at = Date.now(), id = 'msg_1' } = {}) => ({
  'content-type': 'application/json',
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at / 1000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, new Date(at), body)).join(' '),
});
const post = async (body: string | Buffer, headers: Record<string, string>, line = key.line) =>
  intake.request(`/v1/signed-events/${line}`, { method: 'POST', headers, body });
const statusOf = async (...args: Parameters<typeof post>) => (await post(...args)).status;
let count = 0;
const flip = (text: string) => `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`;
const event = () => JSON.stringify(cart({ id: 'ada' }, `signed-${(count += 1)}`));

test('an event that a key of the store signed is accepted for that store', async () => {
  const body = event();
  const response = await post(body, headersOf(body));
  expect([response.status, await response.json()]).toMatchObject([202, { events: [{ fate: 'applied' }] }]);
  const { id } = JSON.parse(body) as { id: string };
  expect(await intake.db.select().from(inbox).where(eq(inbox.eventId, id))).toMatchObject([{ storeId: store }]);
  const again = await post(body, headersOf(body));
  expect(await again.json()).toMatchObject({ events: [{ fate: 'duplicate' }] });
});

test('the signature is of the bytes: spaces that JSON does not care about break it', async () => {
  const body = event();
  expect(await statusOf(`${body} `, headersOf(body))).toBe(401);
});

test('every byte of the body, the id, the time and the signature counts', async () => {
  const body = Buffer.from(event());
  const headers = headersOf(body);
  for (let index = 0; index < body.length; index++) {
    const flipped = Buffer.from(body);
    flipped[index]! ^= 1 << (index % 8);
    expect(await statusOf(flipped, headers), `byte ${index}`).toBe(401);
  }
  const signature = headers['webhook-signature'];
  for (let index = 0; index < signature.length; index++) {
    const letter = signature[index] === 'A' ? 'B' : 'A';
    const changed = `${signature.slice(0, index)}${letter}${signature.slice(index + 1)}`;
    expect(await statusOf(body, { ...headers, 'webhook-signature': changed }), changed).toBe(401);
  }
  expect(await statusOf(body, { ...headers, 'webhook-id': 'msg_2' })).toBe(401);
  expect(
    await statusOf(body, { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) }),
  ).toBe(401);
  expect(await statusOf(body, headers)).toBe(202);
});

test.each([-6, -5.1, 5.1, 6])(
  'signed %d minutes from now is refused: neither kept back nor made in advance',
  async (minutes) => {
    const body = event();
    expect(await statusOf(body, headersOf(body, { at: Date.now() + minutes * minute }))).toBe(401);
  },
);

test.each([-4.5, 4.5])('signed %d minutes from now is accepted: clocks differ', async (minutes) => {
  const body = event();
  expect(await statusOf(body, headersOf(body, { at: Date.now() + minutes * minute }))).toBe(202);
});

test('a key opens its own address only; unknown addresses answer like wrong signatures', async () => {
  const body = event();
  const answers = await Promise.all([
    post(body, headersOf(body, { secrets: [other.key] })),
    post(body, headersOf(body), other.line),
    post(body, headersOf(body), crypto.randomUUID()),
    post(body, headersOf(body), 'nonsense'),
    post(body, { 'content-type': 'application/json' }),
    post(body, { ...headersOf(body), 'webhook-signature': 'v2,AAAA v1 v1,' }),
    post('', headersOf('x')),
  ]);
  const seen = await Promise.all(answers.map(async (one) => JSON.stringify([one.status, await one.text()])));
  expect(new Set(seen).size).toBe(1);
  expect(answers[0].status).toBe(401);
});

test('rotation: the address stays, either key signs during the overlap, the old one not after it', async () => {
  const old = await createKey(deps(), signing(), actor);
  const made = await rotateKey(deps(), old.id, minute, actor);
  expect(made.line).toBe(old.line);
  const [first, second, both] = [event(), event(), event()];
  const secrets = [old.key, made.key];
  expect(await statusOf(first, headersOf(first, { secrets: [old.key] }), old.line)).toBe(202);
  expect(await statusOf(second, headersOf(second, { secrets: [made.key] }), old.line)).toBe(202);
  intake.clock.set(noon + minute);
  expect(await statusOf(first, headersOf(first, { secrets: [old.key] }), old.line)).toBe(401);
  expect(await statusOf(both, headersOf(both, { secrets }), old.line)).toBe(202);
  await revokeKey(deps(), made.id, actor);
  expect(await statusOf(both, headersOf(both, { secrets }), old.line)).toBe(401);
  intake.clock.set(noon);
});

test('a signing key is kept sealed, and opens nothing as a bearer', async () => {
  const [row] = await intake.db.select().from(apiKeys).where(eq(apiKeys.id, key.id));
  expect(JSON.stringify(row)).not.toContain(key.key.slice(6));
  const bearer = await intake.request('/v1/events', {
    method: 'POST',
    headers: { authorization: `Bearer ${key.key}` },
  });
  expect(bearer.status).toBe(401);
  await expect(createKey({ ...deps(), seal: undefined }, signing(), actor)).rejects.toMatchObject({
    code: 'KEY_REFUSED',
    message: expect.stringContaining('RELANCE_SECRET_KEYS'),
  });
});

test('keys that seal can be changed: both open, reseal brings all under the first, then the old one may go', async () => {
  const fresh = { id: 'fresh', key: randomBytes(32) };
  const two = createSeal([fresh, sealingKey]);
  expect(await resealKeys({ ...deps(), seal: two }, actor)).toBeGreaterThan(0);
  expect(await resealKeys({ ...deps(), seal: two }, actor)).toBe(0);
  const [row] = await intake.db.select().from(apiKeys).where(eq(apiKeys.id, key.id));
  expect(createSeal([fresh])!.open(row!.sealed!, key.id)).toBe(key.key);
  expect(() => seal.open(row!.sealed!, key.id)).toThrow('RELANCE_SECRET_KEYS does not have');
});

test('a sealed secret is bound to its owner and to every byte', () => {
  const sealed = seal.close('whsec_x', 'owner');
  expect(seal.open(sealed, 'owner')).toBe('whsec_x');
  expect(() => seal.open(sealed, 'another')).toThrow("was changed or is another's");
  const [version, id, nonce, closed] = sealed.split('.') as [string, string, string, string];
  expect(() => seal.open([version, id, flip(nonce), closed].join('.'), 'owner')).toThrow('was changed');
  expect(() => seal.open([version, id, nonce, flip(closed)].join('.'), 'owner')).toThrow('was changed');
  expect(() => seal.open([version, id, nonce, closed.slice(0, 8)].join('.'), 'owner')).toThrow('was changed');
  expect(seal.close('whsec_x', 'owner')).not.toBe(sealed);
});
