import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  auditLog,
  carts,
  consents,
  customerAliases,
  customers,
  keptLinks,
  messages,
  providerPauses,
  runs,
} from '../../db/schema/index.ts';
import { runCli } from '../cli/run-cli.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { addPerson, createGate, fakeEmail, openShop, type Person, stepOf } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { useNamespace } from '../stack/temporal.ts';
import { startRun } from '../worker/waiting-run.ts';

const database = useDatabase();
const temporal = useNamespace();
let fake: FakeResend;

beforeAll(async () => {
  await openShop(database.connection.db);
  fake = await startFakeResend();
  fake.list(true);
});
afterAll(async () => fake.stop());

const db = () => database.connection.db;
const restored = async (...args: readonly string[]) =>
  runCli('database/restored/main.ts', args, {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: fake.url,
  });
const ask = async (person: Person) => {
  const now = Date.now();
  const gate = createGate({ db: db(), clock: { now: () => now }, email: fakeEmail(fake.url) });
  const dueAt = new Date(now - 1_000).toISOString();
  const { plan: _plan, ...outcome } = await gate.deliver({
    ...person.input,
    dueAt,
    expiresAt: new Date(now + 3_600_000).toISOString(),
  });
  return outcome;
};
const accepted = (person: Person) => fake.acceptances().filter(({ to }) => to === person.email).length;

/** As if the backup had been taken before: rows are gone, in this order of their references. */
const forgetMessages = async ({ run }: Person) => db().delete(messages).where(eq(messages.runId, run));
const forgetRun = async ({ run }: Person) => db().delete(runs).where(eq(runs.id, run));
const forgetCustomer = async ({ customer }: Person) => {
  for (const table of [keptLinks, carts, consents, customerAliases]) {
    await db().delete(table).where(eq(table.customerId, customer));
  }
  await db().delete(customers).where(eq(customers.id, customer));
};

test('nothing is recognised or released before sending is held', async () => {
  for (const command of ['recognise', 'release']) {
    expect(await restored(command)).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing is held') });
  }
});

test('what a restore forgot is written down again from Temporal and the provider, and nothing is sent a second time', async () => {
  const backup = new Date();
  const people = {
    message: await startRun(db(), temporal.client, 600_000),
    run: await startRun(db(), temporal.client, 600_000),
    customer: await startRun(db(), temporal.client, 600_000),
  };
  for (const person of Object.values(people)) expect(await ask(person)).toMatchObject({ outcome: 'accepted' });
  const before = await stepOf(db(), people.run);
  for (const person of Object.values(people)) await forgetMessages(person);
  await forgetRun(people.run);
  await forgetRun(people.customer);
  await forgetCustomer(people.customer);

  expect(await restored('hold', '--backup', backup.toISOString())).toMatchObject({ code: 0 });
  // Temporal's list of workflows is some moments late.
  await expect
    .poll(async () => (await restored('recognise')).stdout, { timeout: 20_000 })
    .toContain('Runs told to Temporal since: 3');
  const { stdout } = await restored('recognise');
  expect(stdout).toContain('of unknown customers 1');
  expect(stdout).toContain('since: 3; known 2; recognised 0; of no known step 1');

  const [run] = await db().select().from(runs).where(eq(runs.id, people.run.run));
  expect(run).toMatchObject({ state: 'open', customerId: people.run.customer, subject: people.run.cart, episode: 1 });
  for (const person of [people.message, people.run]) {
    expect(await stepOf(db(), person)).toMatchObject({ state: 'accepted', key: person.key });
  }
  expect(await stepOf(db(), people.run)).toMatchObject({
    id: before!.id,
    providerId: before!.providerId,
    linkToken: before!.linkToken,
  });

  expect(await restored('release')).toMatchObject({ code: 0 });
  expect(await db().select().from(providerPauses)).toEqual([]);
  for (const person of [people.message, people.run]) expect(await ask(person)).toMatchObject({ outcome: 'accepted' });
  expect(await ask(people.customer)).toEqual({ outcome: 'withheld', reason: 'run_over' });

  // The forgotten customer comes again, as somebody new with the same address.
  const again = await addPerson(db(), { touchedAt: Date.now() - 3_600_000 });
  await db()
    .update(customerAliases)
    .set({ value: people.customer.email })
    .where(eq(customerAliases.customerId, again.customer));
  expect(await ask(again)).toEqual({ outcome: 'withheld', reason: 'restored' });
  expect(Object.values(people).map(accepted)).toEqual([1, 1, 1]);
  const acts = (await db().select().from(auditLog)).map(({ act }) => act);
  expect(new Set(acts)).toEqual(new Set(['sending.held', 'ledger.recognised', 'sending.released']));
}, 60_000);
