import { asc } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { type BatchOutcome, dispatchBatch } from '../../../api/dispatcher/batch.ts';
import { auditLog, outbox, runs } from '../../../db/schema/index.ts';
import { runCli } from '../../cli/run-cli.ts';
import { noon, useIntake } from '../intake-server.ts';
import { cart } from '../told.ts';
import { fakeTemporal } from './fake-temporal.ts';

const intake = useIntake();
afterEach(async () => {
  await intake.db.delete(outbox);
  await intake.db.delete(runs);
});

const rows = async () => intake.db.select().from(outbox).orderBy(asc(outbox.id));
const run = async (...args: readonly string[]) =>
  runCli('events/outbox.ts', args, { DATABASE_URL: intake.databaseUrl() });

test('a row that fails whenever it is tried ends dead with its reason; an operator lets it be told again', async () => {
  await intake.post(cart({ id: 'stuck' }, 'stuck'));
  const temporal = fakeTemporal();
  temporal.fail(Object.assign(new Error('odd'), { code: 13 }));
  const dispatch = async (): Promise<BatchOutcome> =>
    dispatchBatch({ db: intake.db, client: temporal.client, realNow: () => intake.clock.now() });
  let tries = 0;
  for (; (await rows())[0]?.deadAt === null && tries < 100; tries++) {
    await dispatch();
    intake.clock.advance(601_000);
  }
  const [dead] = await rows();
  expect(dead).toMatchObject({ attempts: 12, lastError: 'Error: odd', dispatchedAt: null });
  console.log(`outbox: a row that always fails is given up after ${tries} tries`);
  intake.clock.advance(3_600_000);
  expect(await dispatch()).toMatchObject({ taken: 0 });

  const listed = await run('list');
  expect(listed.stdout).toContain(`${dead!.id}  demo  start  run ${dead!.runId}`);
  expect(listed.stdout).toContain('after 12 tries  Error: odd');
  // The command's clock is the machine's, which may be behind the test's.
  expect(await run('retry', String(dead!.id))).toMatchObject({ code: 0 });
  intake.clock.set(Math.max(intake.clock.now(), Date.now() + 1000));
  temporal.fail(undefined);
  expect(await dispatch()).toMatchObject({ dispatched: 1 });
  const acts = await intake.db.select().from(auditLog);
  expect(acts).toMatchObject([{ act: 'outbox.retried', actor: 'command:outbox', storeId: 'demo' }]);
  expect(await run('retry', String(dead!.id))).toMatchObject({ code: 1, stderr: expect.stringContaining('No row') });
});

test('a row too large for Temporal is given up at once: it does not pass for Temporal being away', async () => {
  const minutes = (intake.clock.now() - noon) / 60_000;
  await intake.post([cart({ id: 'large' }, 'large', minutes), cart({ id: 'fine' }, 'fine', minutes)]);
  const temporal = fakeTemporal();
  const error = new Error('grpc: received message larger than max (5242881 vs. 4194304)');
  temporal.fail(Object.assign(error, { code: 8 }), (await rows())[0]!.customerId);
  const outcome = await dispatchBatch({ db: intake.db, client: temporal.client, realNow: () => intake.clock.now() });
  expect(outcome).toMatchObject({ dispatched: 1 });
  expect(outcome.away).toBeUndefined();
  expect((await rows()).map(({ deadAt }) => deadAt !== null)).toEqual([true, false]);
});
