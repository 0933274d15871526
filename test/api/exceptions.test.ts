import { beforeAll, beforeEach, expect, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { auditLog, brakeReleases, brakes, sendingCounts, volumeApprovals } from '../../db/schema/index.ts';
import { addKey, noon, store, useIntake } from './intake-server.ts';

const intake = useIntake();
const key = makeApiKey();
const hour = 3_600_000;
const inAnHour = new Date(noon + hour).toISOString();

beforeAll(async () => addKey(intake.db, store, key, { scopes: ['operate', 'read'] }));
beforeEach(async () => {
  for (const table of [brakes, brakeReleases, volumeApprovals, sendingCounts, auditLog]) await intake.db.delete(table);
});

const ask = async (path: string, body?: object) => {
  const response = await intake.request(`/v1/deliverability${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const acts = async () =>
  (await intake.db.select().from(auditLog).orderBy(auditLog.id)).map(({ act, actor, detail }) => ({
    act,
    actor,
    detail,
  }));

test('a brake is shown, released by name until an instant, and holds again at a word', async () => {
  await intake.db.insert(brakes).values({
    id: '0198f9c4-7d3e-7000-8000-000000000001',
    storeId: store,
    channel: 'email',
    journey: '*',
    metric: 'bounces',
    level: 'stop',
    events: 40,
    accepted: 1_000,
    since: new Date(noon),
  });
  expect(await ask('')).toMatchObject({
    status: 200,
    body: { brakes: [{ journey: null, metric: 'bounces', level: 'stop', events: 40 }], releases: [] },
  });
  const released = await ask('/releases', { channel: 'email', until: inAnHour, why: 'one bad list, removed' });
  expect(released.body).toMatchObject({
    releases: [{ journey: null, until: inAnHour, why: 'one bad list, removed', by: expect.stringMatching(/^key:/) }],
  });
  expect((await ask('/releases/end', { channel: 'email', why: 'it was another' })).body).toMatchObject({
    releases: [],
  });
  expect(await intake.db.select().from(brakeReleases)).toMatchObject([
    { until: new Date(noon), endedWhy: 'it was another' },
  ]);
  // Again: it holds already, and nothing more is written.
  expect((await ask('/releases/end', { channel: 'email', why: 'again' })).status).toBe(200);
  expect(await acts()).toMatchObject([
    { act: 'brake.released', actor: expect.stringMatching(/^key:/), detail: { channel: 'email', until: inAnHour } },
    { act: 'brake.held', detail: { channel: 'email', journey: '*' } },
  ]);
});

test('R203 the volume of the day is shown; an approval raises it until its end or until it is taken back', async () => {
  const sent = (hours: number, accepted: number) => ({
    storeId: store,
    channel: 'email' as const,
    journey: 'news',
    hour: new Date(noon + hours * hour),
    part: 0,
    accepted,
  });
  await intake.db.insert(sendingCounts).values([sent(-24 * 3, 56_000), sent(-2, 5_999)]);
  const usual = { channel: 'email', today: 5_999, averageDay: 2_000, atMost: 6_000, held: 0, approval: null };
  const others = [{ channel: 'sms', today: 0, atMost: 1_000 }, { channel: 'whatsapp' }];
  expect((await ask('')).body).toMatchObject({ volumes: [usual, ...others] });
  const wish = { channel: 'email', daily: 20_000, until: inAnHour, why: 'the sale' };
  expect((await ask('/approvals', wish)).body).toMatchObject({
    volumes: [{ atMost: 20_000, approval: { daily: 20_000, until: inAnHour, why: 'the sale' } }, ...others],
  });
  expect((await ask('/approvals/end', { channel: 'email', why: 'enough' })).body).toMatchObject({
    volumes: [usual, ...others],
  });
  await ask('/approvals', wish);
  intake.clock.advance(hour);
  expect((await ask('')).body).toMatchObject({ volumes: [usual, ...others] });
  intake.clock.advance(-hour);
});

test('what is wrong is named by its field, and nothing is released or approved', async () => {
  const wrong = [
    ['/releases', { channel: 'fax', until: inAnHour, why: 'x' }, 'channel'],
    ['/releases', { channel: 'email', until: inAnHour }, 'why'],
    ['/releases', { channel: 'email', until: new Date(noon).toISOString(), why: 'x' }, 'until'],
    ['/releases', { channel: 'email', until: '2026-12-24T12:00:00Z', why: 'x' }, 'until'],
    ['/releases', { channel: 'email', journey: 'none', until: inAnHour, why: 'x' }, 'journey'],
    ['/approvals', { channel: 'email', daily: 0, until: inAnHour, why: 'x' }, 'daily'],
    ['/approvals', { channel: 'email', daily: '9000', until: inAnHour, why: 'x' }, 'daily'],
  ] as const;
  for (const [path, body, field] of wrong) {
    const { status, body: answer } = await ask(path, body);
    expect([status, (answer['error'] as { fields: { field: string }[] }).fields.map((flaw) => flaw.field)]).toEqual([
      422,
      [field],
    ]);
  }
  expect(await intake.db.$count(brakeReleases)).toBe(0);
  expect(await acts()).toEqual([]);
});
