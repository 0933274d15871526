import { beforeAll, beforeEach, expect, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { allowlist, auditLog, pauses, sendingModes } from '../../db/schema/index.ts';
import { addKey, store, useIntake } from './intake-server.ts';
import { cart } from './told.ts';

const intake = useIntake();
const key = makeApiKey();

beforeAll(async () => addKey(intake.db, store, key, { scopes: ['operate', 'read'] }));
beforeEach(async () => {
  for (const table of [pauses, sendingModes, allowlist, auditLog]) await intake.db.delete(table);
});

const ask = async (method: string, path: string, body?: object) => {
  const response = await intake.request(`/v1/switches${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const fieldsOf = (body: Record<string, unknown>) =>
  (body['error'] as { fields: { field: string }[] }).fields.map(({ field }) => field);

test('as installed, everything is on and nothing is paused', async () => {
  expect(await ask('GET', '')).toMatchObject({
    status: 200,
    body: {
      store: { mode: 'on', since: null },
      journeys: [{ journey: 'cartAbandonment', mode: 'on', effective: 'on' }],
      pauses: [],
      allowlist: [],
    },
  });
});

test('the store in shadow makes a journey that is on effectively so; who and why is told', async () => {
  const { body } = await ask('PUT', '/mode', { mode: 'shadow', why: 'going live' });
  expect(body).toMatchObject({
    store: { mode: 'shadow', why: 'going live', by: expect.stringMatching(/^key:/) },
    journeys: [{ mode: 'on', effective: 'shadow' }],
  });
  await ask('PUT', '/mode', { journey: 'cartAbandonment', mode: 'off', why: 'not yet' });
  expect((await ask('GET', '')).body).toMatchObject({ journeys: [{ mode: 'off', effective: 'off', why: 'not yet' }] });
});

test('a pause is made, listed, resumed once, and gone', async () => {
  const made = await ask('POST', '/pauses', {
    journey: 'cartAbandonment',
    rule: 'shift',
    spread: '2 hours',
    why: 'sales',
  });
  expect(made).toMatchObject({
    status: 200,
    body: { journey: 'cartAbandonment', rule: 'shift', spreadSeconds: 7_200 },
  });
  expect((await ask('GET', '')).body).toMatchObject({ pauses: [{ id: made.body['id'], why: 'sales' }] });
  const path = `/pauses/${String(made.body['id'])}/resume`;
  expect(await ask('POST', path, { why: 'over' })).toMatchObject({
    status: 200,
    body: { liftedAt: expect.any(String) },
  });
  expect((await ask('POST', path, { why: 'again' })).status).toBe(200);
  expect((await ask('GET', '')).body).toMatchObject({ pauses: [] });
  const acts = await intake.db.select().from(auditLog);
  expect(acts.map(({ act }) => act)).toEqual(['sending.paused', 'sending.resumed']);
});

test('a customer whom the store knows, or any address, is put on the list and taken off it, never written plainly', async () => {
  await intake.post(cart({ id: 'ada', email: 'ada@shop.example' }, 'listed'));
  for (const customer of [{ id: 'ada' }, { email: 'Bob@Shop.example' }]) {
    expect((await ask('POST', '/allowlist', { customer, why: 'a colleague' })).status).toBe(200);
  }
  const { body } = await ask('GET', '');
  expect(body['allowlist']).toMatchObject([{ kind: expect.any(String) }, { kind: expect.any(String) }]);
  expect(JSON.stringify(body).toLowerCase()).not.toContain('bob@');
  expect((await ask('POST', '/allowlist', { customer: { id: 'nobody' }, why: 'x' })).status).toBe(404);
  const left = await ask('POST', '/allowlist/remove', { customer: { email: 'bob@shop.example' }, why: 'done' });
  expect(left.body['allowlist']).toMatchObject([{ kind: 'customer' }]);
});

test.each([
  ['no reason', 'PUT', '/mode', { mode: 'on' }, ['why']],
  ['an unknown mode', 'PUT', '/mode', { mode: 'maybe', why: 'x' }, ['mode']],
  ['an unknown journey', 'PUT', '/mode', { journey: 'nonsense', mode: 'on', why: 'x' }, ['journey']],
  ['no rule', 'POST', '/pauses', { why: 'x' }, ['rule']],
  ['a burst', 'POST', '/pauses', { rule: 'shift', spread: '1 second', why: 'x' }, ['spread']],
  ['a step of no journey', 'POST', '/pauses', { rule: 'skip', step: 'cart/offer#1', why: 'x' }, ['journey']],
  ['two names', 'POST', '/allowlist', { customer: { id: 'a', email: 'a@b.example' }, why: 'x' }, ['customer']],
])('%s is a 422 that names the field, and switches nothing', async (_what, method, path, body, fields) => {
  const answer = await ask(method, path, body);
  expect(answer.status).toBe(422);
  expect(fieldsOf(answer.body)).toEqual(fields);
  expect(await intake.db.select().from(auditLog)).toEqual([]);
});
