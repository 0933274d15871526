import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { auditLog, erasures } from '../../db/schema/index.ts';
import { store, useIntake } from '../api/intake-server.ts';
import { told } from '../api/told.ts';
import { type Ended, runCli } from './run-cli.ts';

const intake = useIntake();
const folder = mkdtempSync(join(tmpdir(), 'relance-test-erase-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = async (script: string, args: readonly string[], withKey = true): Promise<Ended> =>
  runCli(script, ['--store', store, ...args], {
    DATABASE_URL: intake.databaseUrl(),
    ...(withKey && { ERASURE_KEY: Buffer.alloc(32, 7).toString('base64') }),
  });

test('a customer is exported to a file of their own, erased, and then unknown', async () => {
  await intake.post(told('customer.created', { id: 'zoe', email: 'zoe@shop.example' }, { firstName: 'Zoe' }));
  const out = join(folder, 'zoe.json');
  const exported = await run('privacy/export-customer.ts', ['--email', 'Zoe@shop.example', '--out', out]);
  expect(exported).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('1 profile') });
  expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ store, data: { profile: [{ firstName: 'Zoe' }] } });
  expect(statSync(out).mode & 0o077).toBe(0);

  const unset = await run('privacy/erase.ts', ['--id', 'zoe', '--no-wait'], false);
  expect(unset).toMatchObject({ code: 1, stderr: expect.stringContaining('ERASURE_KEY is not set') });
  const erased = await run('privacy/erase.ts', ['--id', 'zoe', '--no-wait']);
  expect(erased.code, erased.stderr).toBe(0);
  const receipt = JSON.parse(erased.stdout) as { readonly id: string };
  expect(receipt).toMatchObject({ state: 'open', requestedBy: 'command:erase' });
  expect(await intake.db.select().from(erasures).where(eq(erasures.id, receipt.id))).toHaveLength(1);

  const unknown = await run('privacy/export-customer.ts', ['--email', 'zoe@shop.example']);
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('knows no customer of this email') });
  expect(unknown.stderr).not.toContain('zoe');
  const acts = await intake.db.select({ act: auditLog.act, actor: auditLog.actor }).from(auditLog);
  expect(acts).toEqual([
    { act: 'customer.exported', actor: 'command:export-customer' },
    { act: 'customer.erased', actor: 'command:erase' },
  ]);
});

test('a customer that is named twice, not at all or wrongly is refused', async () => {
  const answers = await Promise.all([
    run('privacy/erase.ts', ['--id', 'a', '--email', 'a@b.example']),
    run('privacy/erase.ts', []),
    run('privacy/export-customer.ts', ['--email', 'a']),
  ]);
  expect(answers.map(({ code, stderr }) => [code, stderr.trim().split('\n').at(-1)])).toEqual([
    [1, 'Name the customer by one of --id, --email, --phone and --customer.'],
    [1, 'Name the customer by one of --id, --email, --phone and --customer.'],
    [1, '--email: must be an e-mail address.'],
  ]);
});
