/**
 * A claim never outlives its reason, through real processes: a worker is killed between its claim and its
 * call, the provider stays away, and it comes back; with and without a purchase meanwhile.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../dev/free-port.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { buy, openShop, type Person, stepOf } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { useNamespace } from '../stack/temporal.ts';
import { startDeafServer } from './deaf-server.ts';
import { until, untilReady, useProcesses } from './processes.ts';
import { handleOf, startRun } from './waiting-run.ts';

const database = useDatabase();
const temporal = useNamespace();
const processes = useProcesses();

let fake: FakeResend | undefined;
const people: Partial<Record<'killed' | 'killedBought' | 'outage' | 'outageBought', Person>> = {};
let backAt = 0;

const step = async (person: Person | undefined) => stepOf(database.connection.db, person!);
const outcome = async (person: Person | undefined) => [
  (await step(person))?.state,
  fake!.acceptances().filter(({ key }) => key === person?.key).length,
  fake!.requests(person!.key),
];

beforeAll(async () => {
  const { db } = database.connection;
  await openShop(db);
  const port = await freePort();
  const options = {
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    namespace: temporal.namespace,
    environment: {
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: `http://127.0.0.1:${port}`,
      PROVIDER_TIMEOUT_MS: '9000',
    },
  };
  const deaf = await startDeafServer(port);
  const first = await processes.worker(options);
  await untilReady(first);
  people.killed = await startRun(db, temporal.client, 0);
  people.killedBought = await startRun(db, temporal.client, 0);
  for (const person of [people.killed, people.killedBought]) {
    await until(
      async () => (await step(person))?.state === 'claimed',
      () => 'the message is claimed',
    );
  }
  await first.kill();
  await buy(db, people.killedBought);
  await deaf.stop();

  // Nobody listens any more: every call is surely not accepted.
  await untilReady(await processes.worker(options));
  people.outage = await startRun(db, temporal.client, 0);
  people.outageBought = await startRun(db, temporal.client, 0);
  for (const person of [people.outage, people.outageBought]) {
    await until(
      async () => ((await step(person))?.attempts ?? 0) >= 2,
      () => 'the provider was tried in vain',
    );
  }
  await buy(db, people.outageBought);
  await (
    await handleOf(db, temporal.client, people.outageBought)
  ).signal('order.placed', { orderId: 'o', eventId: 'e' });
  // The killed attempt is noticed when its time is up.
  await until(
    async () => (await step(people.killedBought))?.state === 'unknown',
    () => 'the claim of the killed worker is settled',
  );
  backAt = Date.now();
  fake = await startFakeResend({ port });
  for (const person of [people.killed, people.outage]) {
    await until(
      async () => (await step(person))?.state === 'accepted',
      () => 'the message is accepted',
    );
  }
}, 150_000);
afterAll(async () => fake?.stop());

test('R15 killed after the claim, before the call: the message goes out once', async () => {
  expect(await outcome(people.killed)).toEqual(['accepted', 1, 1]);
});

test('R15 killed after the claim, before the call, then bought: unknown, the provider is never called', async () => {
  expect(await outcome(people.killedBought)).toEqual(['unknown', 0, 0]);
});

test('R15 provider away for seconds: claimed anew when it is back, and accepted once', async () => {
  expect(await outcome(people.outage)).toEqual(['accepted', 1, 1]);
  expect(+(await step(people.outage))!.claimedAt!).toBeGreaterThan(backAt - 1);
});

test('R15 provider away for seconds, bought meanwhile: withheld, the provider is never called', async () => {
  expect(await outcome(people.outageBought)).toEqual(['withheld', 0, 0]);
});
