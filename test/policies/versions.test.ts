import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { importPolicies } from '../../api/policies/import-policies.ts';
import { savePolicy } from '../../api/policies/save-policy.ts';
import { readStorePolicy } from '../../db/policies/policies.ts';
import { auditLog, policyVersions } from '../../db/schema/index.ts';
import type { StoreId } from '../../domain/ids.ts';
import { defaultPolicy } from '../../domain/policy/policy.ts';
import { addKey, addStore, noon, store, useIntake } from '../api/intake-server.ts';

const intake = useIntake();
const keys = { operate: makeApiKey(), read: makeApiKey() };
let operator: string;
beforeAll(async () => {
  operator = await addKey(intake.db, store, keys.operate, { scopes: ['read', 'operate'] });
  await addKey(intake.db, store, keys.read, { scopes: ['read'] });
});
beforeEach(async () => {
  intake.clock.set(noon);
  await intake.db.delete(policyVersions);
  await intake.db.delete(auditLog);
});

interface Body {
  readonly version?: number;
  readonly policies?: readonly object[];
  readonly versions?: readonly { readonly version: number }[];
  readonly next?: string | null;
  readonly error?: { readonly fields?: readonly { readonly field: string }[] };
}

const ask = async (path: string, put?: unknown, key = keys.operate) => {
  const response = await intake.request(`/v1/policies${path}`, {
    headers: { authorization: `Bearer ${key}`, ...(put !== undefined && { 'content-type': 'application/json' }) },
    ...(put !== undefined && { method: 'PUT', body: JSON.stringify(put) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
};

const pause = (pause: string) => ({ ...defaultPolicy.recentBuyers, pause });
const inForce = async (at: number) => readStorePolicy(intake.db, store, new Date(at));

test('what nobody has saved is the default; a saved section holds at once, with who and why, on record (R275)', async () => {
  expect((await ask('/recentBuyers')).body).toMatchObject({
    version: null,
    policy: defaultPolicy.recentBuyers,
    latest: 0,
    schema: { title: 'Recent buyers', properties: { pause: { type: 'string' } } },
  });
  const saved = await ask('/recentBuyers', { policy: pause('5 days'), basedOn: 0, why: 'returns take long' });
  expect(saved).toMatchObject({
    status: 200,
    body: { version: 1, why: 'returns take long', savedBy: `key:${operator}` },
  });
  expect((await ask('')).body.policies).toContainEqual(
    expect.objectContaining({ section: 'recentBuyers', version: 1, policy: pause('5 days'), latest: 1 }),
  );
  expect(await inForce(noon)).toMatchObject({
    policy: { ...defaultPolicy, recentBuyers: pause('5 days') },
    versions: { recentBuyers: 1 },
  });
  expect(await intake.db.select().from(auditLog)).toMatchObject([
    { actor: `key:${operator}`, act: 'policy.saved', subject: 'policy/recentBuyers', storeId: store },
  ]);
});

test('of two changes that are based on the same version the second is refused, and changes nothing (R275)', async () => {
  const put = async (days: number) => ask('/recentBuyers', { policy: pause(`${days} days`), basedOn: 0 });
  const answers = await Promise.all([1, 2, 4, 5, 6, 7].map(put));
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
  expect(answers.find(({ status }) => status === 409)?.body.error).toMatchObject({
    code: 'newer_version',
    message: expect.stringContaining('version 1 is the newest'),
  });
  expect(await intake.db.$count(policyVersions)).toBe(1);
  expect(await intake.db.$count(auditLog)).toBe(1);
  expect((await ask('/recentBuyers', { policy: pause('8 days'), basedOn: 1 })).body.version).toBe(2);
  // A version that nobody has seen.
  expect((await ask('/recentBuyers', { policy: pause('9 days'), basedOn: 7 })).status).toBe(409);
});

test('a request that is sent again saves nothing more, whatever it was based on', async () => {
  const wish = { policy: pause('5 days'), basedOn: 0 };
  expect((await ask('/recentBuyers', wish)).body.version).toBe(1);
  expect(await ask('/recentBuyers', wish)).toMatchObject({ status: 200, body: { version: 1 } });
  expect(await intake.db.$count(policyVersions)).toBe(1);
  expect(await intake.db.$count(auditLog)).toBe(1);
});

test('a version with a date takes effect by itself, and one for the same date takes its place (R275)', async () => {
  const friday = noon + 3 * 86_400_000;
  const effectiveAt = new Date(friday).toISOString();
  await ask('/recentBuyers', { policy: pause('5 days'), basedOn: 0 });
  await ask('/recentBuyers', { policy: pause('1 day'), basedOn: 1, effectiveAt });
  expect((await ask('/recentBuyers')).body).toMatchObject({
    version: 1,
    latest: 2,
    planned: [{ version: 2, effectiveAt, policy: pause('1 day') }],
  });
  expect((await inForce(friday - 1)).versions).toEqual({ recentBuyers: 1 });
  expect((await inForce(friday)).policy.recentBuyers.pause).toBe('1 day');
  await ask('/recentBuyers', { policy: pause('2 days'), basedOn: 2, effectiveAt });
  expect((await inForce(friday)).policy.recentBuyers.pause).toBe('2 days');
  // What was decided was decided by what held then.
  const past = await ask('/recentBuyers', {
    policy: pause('9 days'),
    basedOn: 3,
    effectiveAt: new Date(noon - 1).toISOString(),
  });
  expect(past).toMatchObject({ status: 422, body: { error: { fields: [{ field: 'effectiveAt' }] } } });
});

test.each([
  ['a duration that cannot be read', { policy: { ...pause('3 dayz') }, basedOn: 0 }, 'policy.pause'],
  [
    'a segment that there is not',
    { policy: { ...pause('3 days'), bySegment: { rich: '1 day' } }, basedOn: 0 },
    'policy.bySegment.rich',
  ],
  ['a field that nobody reads', { policy: { ...pause('3 days'), paws: 4 }, basedOn: 0 }, 'policy'],
  ['half of a section', { policy: { pause: '3 days' }, basedOn: 0 }, 'policy.bySegment'],
  ['no policy', { basedOn: 0 }, 'policy'],
  ['no version that it is based on', { policy: pause('3 days') }, 'basedOn'],
  ['a NUL character', { policy: pause('3 days'), basedOn: 0, why: 'a\0b' }, 'why'],
  ['a date without a zone', { policy: pause('3 days'), basedOn: 0, effectiveAt: '2026-12-01' }, 'effectiveAt'],
])('%s is refused by the name of its field, and nothing is saved', async (_what, wish, field) => {
  const { status, body } = await ask('/recentBuyers', wish);
  expect([status, body.error?.fields?.[0]?.field]).toEqual([422, field]);
  expect(await intake.db.$count(policyVersions)).toBe(0);
});

test('a section that there is not is found nowhere; a key that may only read saves nothing', async () => {
  expect((await ask('/constructor')).status).toBe(404);
  expect((await ask('/nothing', { policy: {}, basedOn: 0 })).status).toBe(404);
  expect((await ask('/value', { policy: defaultPolicy.value, basedOn: 0 }, keys.read)).status).toBe(401);
});

test('the history pages through every version, and tells nothing of another store', async () => {
  const other = makeApiKey();
  await addStore(intake.db, 'other' as StoreId, makeApiKey());
  await addKey(intake.db, 'other' as StoreId, other, { scopes: ['read'] });
  for (let version = 0; version < 5; version++) {
    intake.clock.advance(1_000);
    await ask('/recentBuyers', { policy: pause(`${version + 1} days`), basedOn: version });
  }
  const seen: number[] = [];
  for (let next: string | null = ''; next !== null;) {
    const { body } = await ask(`/recentBuyers/versions?limit=2${next && `&before=${next}`}`);
    seen.push(...body.versions!.map(({ version }) => version));
    next = body.next ?? null;
  }
  expect(seen).toEqual([5, 4, 3, 2, 1]);
  expect((await ask('/recentBuyers/versions', undefined, other)).body.versions).toEqual([]);
  expect((await ask('/recentBuyers', undefined, other)).body).toMatchObject({ version: null, latest: 0 });
});

test('a file is imported whole or not at all, and twice as once', async () => {
  const read = async (given: unknown) => importPolicies(intake, { store, given, why: 'seed' }, 'command:policy');
  expect(await read({ value: defaultPolicy.value, recentBuyers: { pause: 'long' } })).toMatchObject({
    outcome: 'invalid',
    flaws: expect.arrayContaining([expect.objectContaining({ field: 'recentBuyers.pause' })]),
  });
  expect(await read({ prices: {} })).toMatchObject({ outcome: 'invalid', flaws: [{ field: 'prices' }] });
  expect(await intake.db.$count(policyVersions)).toBe(0);
  const file = { value: defaultPolicy.value, recentBuyers: pause('5 days') };
  expect(await read(file)).toMatchObject({ sections: [{ outcome: 'saved' }, { outcome: 'saved' }] });
  expect(await read(file)).toMatchObject({ sections: [{ outcome: 'unchanged' }, { outcome: 'unchanged' }] });
  const rows = await intake.db.select().from(policyVersions).where(eq(policyVersions.why, 'seed'));
  expect(rows.map(({ version }) => version)).toEqual([1, 1]);
});

test('what saves a version and its audit line are one: neither is there without the other', async () => {
  const wish = { store, section: 'recentBuyers', policy: pause('5 days'), basedOn: 0 } as const;
  // An actor that the audit log cannot take, as when the disk is full at that moment.
  await expect(savePolicy(intake, wish, 'key:\0')).rejects.toThrow();
  expect(await intake.db.$count(policyVersions)).toBe(0);
});
