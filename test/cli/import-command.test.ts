import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { consents, customerAliases, inbox } from '../../db/schema/index.ts';
import { store } from '../api/intake-server.ts';
import { runCli, startCli } from './run-cli.ts';
import { useImport } from './use-import.ts';

const { intake, folder, write, customerOf } = useImport();
const environment = () => ({ DATABASE_URL: intake.databaseUrl() });
const importing = async (...args: readonly string[]) => runCli('import/main.ts', args, environment());

test('R223 killed in the middle and run again, the end is that of one whole run', { timeout: 90_000 }, async () => {
  const numbers = Array.from({ length: 800 }, (_, index) => index);
  const customers = write('customers.csv', [
    'customer_id,email,first_name,created_at',
    ...numbers.map((n) => `k${n},k${n}@shop.example,Name ${n},2025-01-01`),
  ]);
  const proofs = write('consents.csv', [
    'customer_id,channel,purpose,state,at,source,proof_wording',
    ...numbers.map((n) => `k${n},email,marketing,granted,2025-01-0${1 + (n % 9)},form,Wording ${n}`),
  ]);
  const args = [customers, proofs, '--store', store];
  const kept = async () => intake.db.$count(inbox);
  // Killed once in each file.
  for (const least of [150, 950]) {
    const { child } = startCli('import/main.ts', args, environment());
    await vi.waitFor(async () => expect(await kept()).toBeGreaterThan(least), { timeout: 60_000, interval: 10 });
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  expect(await kept()).toBeLessThan(1600);

  const second = await importing(...args);
  expect(second.code).toBe(0);
  const told = /^customers\.csv: 800 rows, (\d+) events new, (\d+) imported before, 0 problems$/m.exec(second.stdout)!;
  expect(Number(told[1]) + Number(told[2])).toBe(800);
  expect(Number(told[2])).toBeGreaterThan(150);
  expect(await kept()).toBe(1600);
  expect(await intake.db.$count(customerAliases)).toBe(1600);
  expect(await intake.db.$count(consents)).toBe(800);
  const [{ whole } = { whole: 0 }] = await intake.db.execute<{ whole: number }>(sql`
    select count(*)::int as whole from customers c
    join customer_aliases a on a.customer_id = c.id and a.kind = 'id'
    join consents k on k.customer_id = c.id
    where c.first_name = 'Name ' || substr(a.value, 2) and k.proof ->> 'wording' = 'Wording ' || substr(a.value, 2)`);
  expect(whole).toBe(800);

  expect((await importing(...args)).stdout).toContain('customers.csv: 800 rows, 0 events new, 800 imported before');
});

test('problems go to standard error and make the exit code 1', async () => {
  const path = write('people.csv', ['customer_id,locale', 'l1,fr', 'l2,german']);
  const { code, stdout, stderr } = await importing(path, '--store', store, '--kind', 'customers');
  expect(code).toBe(1);
  expect(stdout).toBe('people.csv: 2 rows, 1 events new, 0 imported before, 1 problems\n');
  expect(stderr).toMatch(/^people\.csv:3: locale: /m);
});

test('one header that does not fit, and no file is imported', async () => {
  const good = write('customers-good.csv', ['customer_id', 'm1']);
  const bad = write('orders-bad.csv', ['order', 'm1']);
  const { code, stderr } = await importing(good, bad, '--store', store);
  expect(code).toBe(1);
  expect(stderr).toContain('orders-bad.csv: nothing was imported.\n  unknown columns: order');
  expect(stderr).not.toContain('    at ');
  expect(await customerOf('m1')).toBeUndefined();
});

test('a store that does not exist, a database that is away and a missing file are said with the remedy', async () => {
  const path = write('customers-away.csv', ['customer_id', 'n1']);
  const unknown = await importing(path, '--store', 'nowhere');
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('npm run store -- create --id nowhere') });
  const away = await runCli('import/main.ts', [path, '--store', store], {
    DATABASE_URL: 'postgres://127.0.0.1:1/shop',
  });
  expect(away).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('127.0.0.1:1/shop does not answer (ECONNREFUSED)'),
  });
  const missing = await importing(join(folder, 'customers-none.csv'), '--store', store);
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be read (ENOENT)') });
});

test('without DATABASE_URL the stack that runs in the folder is used, with its clock', async () => {
  const path = write('customers-stack.csv', ['customer_id,created_at', 's1,2024-02-05', 's2,2025-01-01']);
  const here = mkdtempSync(join(folder, 'stack-'));
  const nothing = await runCli('import/main.ts', [path, '--store', store], {}, here);
  expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('no stack runs here') });

  mkdirSync(join(here, '.relance'));
  const real = new Date().toISOString();
  const clock = { real, demo: '2024-02-05T13:30:00.000Z', rate: 1 };
  writeFileSync(
    join(here, '.relance', 'stack.json'),
    JSON.stringify({ database: intake.databaseUrl(), clock, erasureKey: randomBytes(32).toString('base64') }),
  );
  const { stdout, stderr } = await runCli('import/main.ts', [path, '--store', store], {}, here);
  expect(stderr).toContain('(the stack running here, .relance/stack.json)');
  expect(stderr).toContain('customers-stack.csv:3: created_at: is more than a day ahead of the clock');
  expect(stdout).toContain('1 events new');
});
