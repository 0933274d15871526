import { desc, eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { auditLog, customerAliases } from '../../db/schema/index.ts';
import { addKey, noon, store, useIntake } from '../api/intake-server.ts';
import { told } from '../api/told.ts';

const intake = useIntake();
const key = makeApiKey();
beforeAll(async () => void (await addKey(intake.db, store, key, { scopes: ['operate'] })));

const ask = async (path: string, body?: object) => {
  const response = await intake.request(path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const listed = async (query = '') =>
  ((await ask(`/v1/suppressions?limit=1000${query}`)).body['suppressions'] as Record<string, unknown>[]).map(
    ({ address, reason, list }) => [address, reason, list],
  );
const acts = async (act: string) =>
  intake.db.select().from(auditLog).where(eq(auditLog.act, act)).orderBy(desc(auditLog.id));

test('a suppression is added, listed by reason, lifted and added again; the audit log names the customer by id', async () => {
  const email = 'ada@api.example';
  await intake.post(told('customer.created', { id: 'ada', email }, {}));
  const [owner] = await intake.db.select().from(customerAliases).where(eq(customerAliases.value, email));
  const subject = `customer/${owner!.customerId}`;
  const given = { channel: 'email', address: 'ADA@api.example ', reason: 'manual' };
  expect(await ask('/v1/suppressions', given)).toEqual({ status: 201, body: { outcome: 'added' } });
  expect(await ask('/v1/suppressions', given)).toEqual({ status: 200, body: { outcome: 'unchanged' } });
  expect(await listed('&reason=manual')).toEqual([[email, 'manual', null]]);
  expect(await listed('&reason=bounced')).toEqual([]);
  expect(await acts('suppression.added')).toMatchObject([
    { subject, actor: expect.stringMatching(/^key:/), detail: { channel: 'email', reason: 'manual', purpose: 'all' } },
  ]);

  expect(await ask('/v1/suppressions/lift', given)).toEqual({ status: 200, body: { outcome: 'lifted' } });
  expect(await listed('&reason=manual')).toEqual([]);
  expect(await ask('/v1/suppressions/lift', given)).toEqual({ status: 200, body: { outcome: 'unchanged' } });
  expect(await ask('/v1/suppressions/lift', { ...given, reason: 'bounced' })).toMatchObject({
    status: 404,
    body: { error: { code: 'unknown_suppression' } },
  });
  expect(await acts('suppression.lifted')).toMatchObject([{ subject }]);
  // Older than the lift: it does not come back by itself.
  const old = { ...given, at: new Date(noon - 1000).toISOString() };
  expect(await ask('/v1/suppressions', old)).toMatchObject({ status: 409, body: { error: { code: 'lifted_since' } } });
  expect(await ask('/v1/suppressions', given)).toMatchObject({ status: 201 });
  expect(JSON.stringify(await intake.db.select().from(auditLog))).not.toContain('api.example');
});

test('one list can be left and joined again by itself', async () => {
  const given = { channel: 'email', address: 'bob@api.example', reason: 'unsubscribed' };
  await ask('/v1/suppressions', { ...given, list: 'newsletter' });
  await ask('/v1/suppressions', { ...given, list: 'offers' });
  await ask('/v1/suppressions/lift', { ...given, list: 'offers' });
  expect(await listed('&reason=unsubscribed')).toEqual([['bob@api.example', 'unsubscribed', 'newsletter']]);
});

test.each([
  ['an address that is none', { channel: 'email', address: 'nobody' }, 'address'],
  ['a phone without its country', { channel: 'sms', address: '0612345678' }, 'address'],
  ['a reason that nobody knows', { channel: 'email', address: 'a@b.example', reason: 'bored' }, 'reason'],
  [
    'an erasure, which only an erasure writes',
    { channel: 'email', address: 'a@b.example', reason: 'erased' },
    'reason',
  ],
  [
    'leaving more than marketing',
    { channel: 'email', address: 'a@b.example', reason: 'unsubscribed', purpose: 'all' },
    'purpose',
  ],
  ['a list that cannot be one', { channel: 'email', address: 'a@b.example', list: 'My List' }, 'list'],
  ['the future', { channel: 'email', address: 'a@b.example', at: '2099-01-01T00:00:00Z' }, 'at'],
  ['a field that nobody reads', { channel: 'email', address: 'a@b.example', why: 'x' }, ''],
] as const)('%s is a 422 that names the field and changes nothing', async (_, body, field) => {
  const before = await listed();
  expect(await ask('/v1/suppressions', body)).toMatchObject({
    status: 422,
    body: { error: { code: 'invalid_suppression', fields: [{ field }] } },
  });
  expect(await listed()).toEqual(before);
});

test('pages follow each other without a gap, and their addresses name nobody', async () => {
  for (let index = 0; index < 7; index++) {
    await ask('/v1/suppressions', { channel: 'sms', address: `+3361200000${index}`, reason: 'stopped' });
  }
  const seen: string[] = [];
  let next: string | null | undefined;
  do {
    const before = next === undefined ? '' : `&before=${encodeURIComponent(next!)}`;
    const page = (await ask(`/v1/suppressions?reason=stopped&limit=3${before}`)).body;
    seen.push(...(page['suppressions'] as { address: string }[]).map(({ address }) => address));
    next = page['next'] as string | null;
    expect(next ?? '').not.toMatch(/336/);
  } while (next !== null);
  expect(seen.toSorted((a, b) => a.localeCompare(b))).toEqual(
    Array.from({ length: 7 }, (_, index) => `+3361200000${index}`),
  );
});
