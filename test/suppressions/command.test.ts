import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { auditLog, customers, erasures, suppressions } from '../../db/schema/index.ts';
import { store, useIntake } from '../api/intake-server.ts';
import { told } from '../api/told.ts';
import { runCli } from '../cli/run-cli.ts';
import { startFakeResend } from '../fake-resend/fake-resend.ts';

const intake = useIntake();
const folder = mkdtempSync(join(tmpdir(), 'relance-suppressions-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = async (script: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  runCli(script, args, { DATABASE_URL: intake.databaseUrl(), ...more });
const command = async (...args: readonly string[]) => run('suppressions/main.ts', args);

test('the command imports, exports, adds and lifts, and names the line that it cannot take', async () => {
  const path = join(folder, 'list.csv');
  writeFileSync(path, 'email,reason\nada@command.example,bounced\nnobody,bounced\n');
  expect(await command('import', path, '--store', store)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('list.csv: 2 rows, 1 added, 0 renewed, 0 held already, 1 problems'),
    stderr: expect.stringContaining('list.csv:3: address: must be an e-mail address'),
  });
  const bob = ['--store', store, '--email', 'bob@command.example', '--reason', 'unsubscribed', '--list', 'offers'];
  expect(await command('add', ...bob)).toMatchObject({ code: 0, stdout: 'From now on it holds.\n' });
  expect(await command('add', ...bob)).toMatchObject({ code: 0, stdout: 'It held already.\n' });
  const { stdout } = await command('export', '--store', store);
  expect(stdout.trim().split('\n')).toEqual([
    'channel,address,reason,purpose,list,at,until',
    expect.stringMatching(/^email,ada@command\.example,bounced,all,,\d{4}-\S+Z,$/),
    expect.stringMatching(/^email,bob@command\.example,unsubscribed,marketing,offers,\d{4}-\S+Z,$/),
  ]);
  expect((await command('lift', ...bob)).code).toBe(0);
  expect(await command('lift', '--store', store, '--phone', '+33612345678', '--reason', 'stopped')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no such suppression'),
  });
  expect(await command('add', '--store', store)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Give one of --email and --phone.'),
  });
  const acts = await intake.db.select().from(auditLog).where(eq(auditLog.actor, 'command:suppressions'));
  expect(acts.map(({ act }) => act)).toEqual([
    'suppressions.imported',
    'suppression.added',
    'suppressions.exported',
    'suppression.lifted',
  ]);
  expect(JSON.stringify(acts)).not.toContain('@');
});

test('the command keeps what is on Resend’s own list', async () => {
  const fake = await startFakeResend();
  try {
    fake.suppress([
      {
        id: randomUUID(),
        email: 'eve@command.example',
        origin: 'complaint',
        source_id: null,
        created_at: '2026-05-01T00:00:00.000Z',
      },
    ]);
    expect(
      await run('suppressions/main.ts', ['mirror', '--store', store], {
        RESEND_API_KEY: 're_test',
        RESEND_BASE_URL: fake.url,
      }),
    ).toMatchObject({ code: 0, stdout: 'Resend’s list: 1 added, 0 renewed, 0 held already\n' });
  } finally {
    await fake.stop();
  }
  const [row] = await intake.db.select().from(suppressions).where(eq(suppressions.address, 'eve@command.example'));
  expect(row).toMatchObject({ reason: 'complained', purpose: 'marketing' });
  expect(await command('mirror', '--store', store)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('RESEND_API_KEY is not set'),
  });
});

test('R209 the command counts who has done nothing for three years, and erases them only when told', async () => {
  await intake.post([
    told('customer.created', { id: 'ibis', email: 'ibis@command.example' }, {}),
    told('customer.created', { id: 'teal', email: 'teal@command.example' }, {}),
  ]);
  // Known for four years, and quiet since.
  await intake.db.execute(`update last_contacts set at = at - interval '4 years'
    where customer_id = (select customer_id from customer_aliases where kind = 'id' and value = 'ibis')`);
  const counted = await run('privacy/inactive.ts', ['--store', store]);
  expect(counted).toMatchObject({ code: 0, stderr: expect.stringContaining('Nothing was erased') });
  expect(counted.stdout).toMatch(
    /^demo: 1 prospects have done nothing for 3 years, 0 customers for 3 years; the longest since 2022-/,
  );
  expect(await run('privacy/inactive.ts', ['--store', store, '--erase'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('ERASURE_KEY is not set'),
  });
  expect(await intake.db.select().from(erasures)).toEqual([]);

  const key = Buffer.alloc(32, 7).toString('base64');
  const erased = await run('privacy/inactive.ts', ['--store', store, '--erase'], { ERASURE_KEY: key });
  expect(erased.stdout).toContain('demo: 1 prospects and 0 customers erased');
  expect(await intake.db.select().from(erasures)).toMatchObject([{ requestedBy: 'command:inactive', state: 'open' }]);
  const left = await intake.db.select().from(customers);
  expect(left.filter(({ erasedAt }) => erasedAt === null)).toHaveLength(1);
});
