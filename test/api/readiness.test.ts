import { spawn } from 'node:child_process';
import { Client, Connection } from '@temporalio/client';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { hashApiKey } from '../../api/access/key-text.ts';
import { sharedAnswer } from '../../api/readiness/shared-answer.ts';
import { checkReadiness } from '../../api/readiness/readiness.ts';
import { connectDatabase } from '../../db/client.ts';
import { apiKeys } from '../../db/schema/index.ts';
import { useIntake } from './intake-server.ts';

const intake = useIntake();
let connection: Connection;

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') });
});
afterAll(async () => connection.close());

test('/health answers while the process lives, /ready with what it depends on', async () => {
  expect(await (await intake.request('/health')).json()).toEqual({ status: 'ok' });
  expect((await intake.request('/ready')).status).toBe(200);
});

test('readiness names what is missing: here a namespace, and with it every worker', async () => {
  const client = new Client({ connection, namespace: 'nobody-here' });
  const { ready, checks } = await checkReadiness({ db: intake.db, client, namespace: 'nobody-here' });
  expect(ready).toBe(false);
  expect(checks['database']).toBe('ok');
  for (const name of ['temporal', 'journeys', 'send transactional', 'send marketing']) {
    expect(checks[name]).toMatchObject({ problem: expect.stringMatching(/namespace|no worker polls/i) });
  }
});

test('readiness names a database and a Temporal that are away, within seconds', async () => {
  const away = connectDatabase('postgres://nobody@127.0.0.1:1/none', 1);
  const client = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1' }), namespace: 'relance' });
  const { ready, checks } = await checkReadiness({ db: away.db, client, namespace: 'relance' });
  expect(ready).toBe(false);
  expect(checks['database']).toMatchObject({ problem: expect.stringContaining('ECONNREFUSED') });
  expect(checks['temporal']).toMatchObject({ problem: expect.any(String) });
  await away.close();
});

const key = async (...options: readonly string[]): Promise<{ readonly output: string; readonly code: number | null }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'cli/access/key.ts', 'create', ...options], {
      env: { ...process.env, DATABASE_URL: intake.databaseUrl() },
    });
    let output = '';
    child.stdout.on('data', (text) => void (output += String(text)));
    child.stderr.on('data', (text) => void (output += String(text)));
    child.on('close', (code) => resolve({ output, code }));
  });

test('npm run key shows a key once, which works; a store that is not known is refused', async () => {
  const first = await key('--store', 'demo');
  expect(first.code, first.output).toBe(0);
  const made = /^(rl_[\w-]+)$/m.exec(first.output)?.[1];
  expect((await intake.post([], made)).status).toBe(202);
  expect(
    await intake.db
      .select()
      .from(apiKeys)
      .where(eq(apiKeys.hash, hashApiKey(made!))),
  ).toHaveLength(1);
  expect(await key('--store', 'nobody')).toMatchObject({ code: 1, output: expect.stringContaining('no store nobody') });
});

test('a crowd of probes asks what stands behind the process once; the next one asks anew', async () => {
  let asked = 0;
  const answers: ((ready: boolean) => void)[] = [];
  const readiness = sharedAnswer(async () => {
    asked += 1;
    return new Promise<boolean>((resolve) => void answers.push(resolve));
  });
  const probes = Array.from({ length: 20 }, async () => readiness());
  answers[0]!(true);
  expect(await Promise.all(probes)).toEqual(probes.map(() => true));
  expect(asked).toBe(1);
  const next = readiness();
  answers[1]!(false);
  expect([await next, asked]).toEqual([false, 2]);
});
