import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { buy, openShop, type Person, stepOf } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { useNamespace } from '../stack/temporal.ts';
import { until, untilReady, useProcesses } from './processes.ts';
import { startRun } from './waiting-run.ts';

const database = useDatabase();
const temporal = useNamespace();
const processes = useProcesses();

let fake: FakeResend;
const people: Partial<Record<'before' | 'during' | 'after' | 'bought' | 'boughtWaiting', Person>> = {};
let boughtAt = 0;

const acceptances = (person: Person | undefined) => fake.acceptances().filter(({ key }) => key === person?.key);
const state = async (person: Person | undefined) => (await stepOf(database.connection.db, person!))?.state;

// One worker is killed with runs at every point of a send, another takes over.
beforeAll(async () => {
  const { db } = database.connection;
  await openShop(db);
  fake = await startFakeResend();
  const options = {
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    namespace: temporal.namespace,
    environment: { RESEND_API_KEY: 're_test', RESEND_BASE_URL: fake.url, PROVIDER_TIMEOUT_MS: '9000' },
  };
  const first = await processes.worker(options);
  await untilReady(first);
  const hangs = (kind: 'hang' | 'hang-before', person: Person) =>
    fake.fault({ kind }, { match: (key) => key === person.key });
  const start = async (millis: number) => startRun(db, temporal.client, millis);
  people.during = await start(3_000);
  hangs('hang-before', people.during);
  people.after = await start(3_000);
  hangs('hang', people.after);
  people.bought = await start(3_000);
  hangs('hang-before', people.bought);
  people.before = await start(10_000);
  people.boughtWaiting = await start(10_000);
  for (const person of [people.during, people.after, people.bought]) {
    await until(
      () => fake.requests(person.key) === 1,
      () => 'the provider is called',
    );
  }
  await first.kill();
  await buy(db, people.bought);
  await buy(db, people.boughtWaiting);
  boughtAt = Date.now();
  fake.heal();
  await untilReady(await processes.worker(options));
  for (const person of Object.values(people)) {
    await until(
      async () => ['accepted', 'withheld', 'unknown'].includes((await state(person)) ?? ''),
      () => 'the step has its outcome',
    );
  }
}, 150_000);
afterAll(async () => fake.stop());

test('R15 killed before a send: the message goes out once', async () => {
  expect([await state(people.before), acceptances(people.before).length]).toEqual(['accepted', 1]);
});

test('R15 killed during a send that had not been accepted: it is accepted once', async () => {
  expect([await state(people.during), acceptances(people.during).length]).toEqual(['accepted', 1]);
});

test('trap 3: R15 killed after an acceptance that was not recorded: it is recorded, not sent again', async () => {
  expect([await state(people.after), acceptances(people.after).length]).toEqual(['accepted', 1]);
});

test('R15 killed during a send, then bought: parked as unknown, not sent again', async () => {
  expect([await state(people.bought), acceptances(people.bought).length]).toEqual(['unknown', 0]);
  expect(fake.requests(people.bought!.key)).toBe(1);
});

test('R15 killed before a send, then bought: withheld', async () => {
  expect([await state(people.boughtWaiting), acceptances(people.boughtWaiting).length]).toEqual(['withheld', 0]);
});

test('nothing was claimed after a purchase', () => {
  const late = fake
    .acceptances()
    .filter(({ key }) => [people.bought!.key, people.boughtWaiting!.key].includes(key))
    .filter(({ claimedAt }) => Date.parse(claimedAt!) > boughtAt);
  expect(late).toEqual([]);
});
