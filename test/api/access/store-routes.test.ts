import { and, eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { makeApiKey } from '../../../api/access/key-text.ts';
import { stopSignal } from '../../../domain/run.ts';
import { auditLog, messages, outbox, runs } from '../../../db/schema/index.ts';
import { addKey, store, useIntake } from '../intake-server.ts';
import { cart, order, told } from '../told.ts';
import { furnish } from './belongings.ts';

const intake = useIntake();
const key = makeApiKey();
let keyId: string;
let ada: Awaited<ReturnType<typeof furnish>>;
beforeAll(async () => {
  keyId = await addKey(intake.db, store, key, { scopes: ['read', 'operate'] });
  ada = await furnish(intake.db, store, async (event) => intake.post(event));
});

const ask = async (path: string, method = 'GET') => {
  const response = await intake.request(path, { method, headers: { authorization: `Bearer ${key}` } });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
};

test('an event’s fate is told by the id of the store, with the reason in words', async () => {
  expect(await ask(`/v1/events/${ada.event}`)).toMatchObject({
    status: 200,
    body: { type: 'cart.updated', fate: 'applied' },
  });
  await intake.post(told('page.viewed', { id: 'bob' }, { page: 'home' }, 0, 'a/b?c=d é'));
  const { body, headers } = await ask(`/v1/events/${encodeURIComponent('a/b?c=d é')}`);
  expect(body).toMatchObject({
    id: 'a/b?c=d é',
    fate: 'ignored',
    reason: 'no_journey',
    why: expect.stringMatching(/journey/),
  });
  expect(headers.get('cache-control')).toBe('no-store');
});

test.each(['%00', '%ED%A0%80', 'x'.repeat(300), "' or 1=1 --", '..%2F..%2Fetc'])(
  'an id such as %s is found nowhere',
  async (id) => {
    for (const path of [
      `/v1/events/${id}`,
      `/v1/customers/${id}/messages`,
      `/v1/customers/${id}/runs`,
      `/v1/messages/${id}`,
    ]) {
      expect([400, 404], path).toContain((await ask(path)).status);
    }
    expect([400, 404]).toContain((await ask(`/v1/runs/${id}/stop`, 'POST')).status);
  },
);

test('a customer’s messages say what was sent and withheld, and why; one of them what each rule saw', async () => {
  const { body } = await ask(`/v1/customers/${ada.customer}/messages`);
  expect(body).toMatchObject({
    messages: [{ id: ada.message, state: 'withheld', reason: 'no_consent', why: expect.stringMatching(/consent/) }],
    next: null,
  });
  expect(JSON.stringify(body)).not.toContain('@');
  expect((await ask(`/v1/messages/${ada.message}`)).body).toMatchObject({
    id: ada.message,
    verdicts: [{ rule: 'consent', says: 'withheld', reason: 'no_consent' }],
  });
});

test('a long list is read page by page, each row once', async () => {
  await intake.post(Array.from({ length: 5 }, (_, index) => cart({ id: 'many' }, `many-${index}`)));
  const seen: unknown[] = [];
  let next: string | null = null;
  do {
    const { body } = await ask(`/v1/customers/many/runs?limit=2${next ? `&before=${next}` : ''}`);
    seen.push(...(body['runs'] as { id: string }[]).map(({ id }) => id));
    next = body['next'] as string | null;
  } while (next);
  expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
});

test.each(['limit=0', 'limit=1000', 'limit=x', 'before=yesterday', 'limit[]=1', 'offset=3'])(
  'a query such as %s is refused and named',
  async (query) => {
    expect(await ask(`/v1/customers/${ada.customer}/runs?${query}`)).toMatchObject({
      status: 422,
      body: { error: { code: 'invalid_query' } },
    });
  },
);

const stoppedRun = async (customer: string) => {
  await intake.post(cart({ id: customer }, `cart of ${customer}`));
  const { body } = await ask(`/v1/customers/${customer}/runs`);
  return (body['runs'] as { id: string }[])[0]!.id;
};

test('a run that is stopped writes nothing more; Temporal is told once and the act is recorded once', async () => {
  const id = await stoppedRun('stan');
  const wakes = intake.wakes();
  const stops = await Promise.all(Array.from({ length: 6 }, async () => ask(`/v1/runs/${id}/stop`, 'POST')));
  for (const { status, body } of stops)
    expect([status, body]).toMatchObject([200, { id, state: 'stopping', exit: 'run.stopped' }]);
  expect(intake.wakes()).toBeGreaterThan(wakes);
  const exits = await intake.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.runId, id as never), eq(outbox.kind, 'exit')));
  expect(exits).toMatchObject([{ signal: { name: stopSignal } }]);
  const acts = await intake.db
    .select()
    .from(auditLog)
    .where(eq(auditLog.subject, `run/${id}`));
  expect(acts).toMatchObject([{ actor: `key:${keyId}`, act: 'run.stopped', storeId: store }]);
  const again = await intake.post(cart({ id: 'stan' }, 'cart of stan', 1));
  expect(again.body.events[0]?.fate).toBe('applied');
});

test('a run that a purchase stopped stays stopped by it', async () => {
  const id = await stoppedRun('olga');
  await intake.post(order({ id: 'olga' }, 'order of olga', 1));
  expect((await ask(`/v1/runs/${id}/stop`, 'POST')).body).toMatchObject({ exit: 'order.placed' });
  expect(
    await intake.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subject, `run/${id}`)),
  ).toEqual([]);
  const [run] = await intake.db
    .select()
    .from(runs)
    .where(eq(runs.id, id as never));
  expect(run?.exitEvent).toBe('order.placed');
  expect(
    await intake.db
      .select()
      .from(messages)
      .where(eq(messages.runId, id as never)),
  ).toEqual([]);
});
