import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { openShop, type Person, stepOf } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { useNamespace } from '../stack/temporal.ts';
import { until, untilReady, useProcesses } from './processes.ts';
import { startRun } from './waiting-run.ts';

const database = useDatabase();
const temporal = useNamespace();
const processes = useProcesses();

/** What the fake allows a second, and how many messages are due at once. */
const [limit, due] = [10, 60];
let fake: FakeResend;

beforeAll(async () => {
  await openShop(database.connection.db);
  fake = await startFakeResend({ perSecond: limit });
  const options = {
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    namespace: temporal.namespace,
    environment: { RESEND_API_KEY: 're_test', RESEND_BASE_URL: fake.url, MARKETING_PER_SECOND: '200' },
  };
  const workers = [await processes.worker(options), await processes.worker(options)];
  await Promise.all(workers.map(async (worker) => untilReady(worker)));
}, 120_000);
afterAll(async () => fake.stop());

test('two workers share a limit of ten a second that one answer told: all is sent, hardly anything refused', async () => {
  const { db } = database.connection;
  const people: Person[] = [];
  for (let one = 0; one < due; one++) people.push(await startRun(db, temporal.client, 0));
  let waiting: readonly unknown[] = [];
  await until(
    async () => {
      const rows = await Promise.all(people.map(async (one) => stepOf(db, one)));
      waiting = rows.flatMap((row) =>
        row?.state === 'accepted' ? [] : [row && { ...row, frozen: null, facts: null, verdicts: null }],
      );
      return fake.acceptances().length === due;
    },
    () => `${fake.acceptances().length} of ${due} are accepted; the others: ${JSON.stringify(waiting)}`,
    240_000,
  );
  const times = fake.acceptances().map(({ acceptedAt }) => acceptedAt);
  const seconds = (Math.max(...times) - Math.min(...times)) / 1_000;
  const requests = fake.requests() + fake.limited();
  console.log(
    'pace, two workers:',
    JSON.stringify({ limit, due, requests, refused: fake.limited(), perSecond: Math.round((due / seconds) * 10) / 10 }),
  );
  // Without a pace all that are left knock each second: 50 + 40 + 30 + 20 + 10 refusals for 60 messages.
  expect(fake.limited()).toBeLessThan(due / 4);
  expect(due / seconds).toBeLessThan(limit * 1.3);
  await until(
    async () =>
      (await Promise.all(people.map(async (one) => stepOf(db, one)))).every((row) => row?.state === 'accepted'),
    () => 'every step is recorded',
  );
  expect(new Set(fake.acceptances().map(({ key }) => key)).size).toBe(due);
}, 320_000);
