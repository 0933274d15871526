import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { apiKeys } from '../../db/schema/index.ts';
import { readStore } from '../../db/stores.ts';
import type { StoreId } from '../../domain/ids.ts';
import { store, useIntake } from '../api/intake-server.ts';
import { type Ended, runCli } from './run-cli.ts';

const intake = useIntake();
const run = async (script: string, ...args: readonly string[]): Promise<Ended> =>
  runCli(script, args, { DATABASE_URL: intake.databaseUrl() });

test('a key is shown once, kept as its hash, works at once, is listed and can be revoked', async () => {
  const made = await run('key.ts', 'create', '--store', store, '--name', 'back office');
  const key = made.stdout.trim();
  expect(key).toMatch(/^rl_[\w-]{43}$/);
  const [row] = await intake.db.select().from(apiKeys).where(eq(apiKeys.name, 'back office'));
  expect(JSON.stringify(row)).not.toContain(key);
  expect((await intake.post([], key)).status).toBe(202);

  const listed = await run('key.ts', 'list');
  expect(listed.stdout).toMatch(new RegExp(`^${row!.id}  ${store}  made \\S+  back office$`, 'm'));
  expect(listed.stdout).not.toContain(key);

  expect(await run('key.ts', 'revoke', row!.id)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('is revoked'),
  });
  expect((await intake.post([], key)).status).toBe(401);
  expect((await run('key.ts', 'list', '--store', store)).stdout).toMatch(/back office {2}revoked \S+$/m);
  const again = await run('key.ts', 'revoke', row!.id);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('No key that works has the id') });
  expect(await run('key.ts', 'revoke', 'nonsense')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('No key'),
  });
});

test('a key needs a store; the command that the message gives makes it', async () => {
  const refused = await run('key.ts', 'create', '--store', 'tea');
  expect(refused).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('There is no store tea. There are: demo.'),
  });
  expect(refused.stderr).toContain('npm run store -- create --id tea --name "My shop"');

  const options = [
    '--id',
    'tea',
    '--name',
    'Tea',
    '--url',
    'https://tea.example/',
    '--sender',
    'Tea <tea@tea.example>',
  ];
  expect(await run('store.ts', 'create', ...options)).toMatchObject({ code: 0 });
  expect(await readStore(intake.db, 'tea' as StoreId)).toMatchObject({
    url: 'https://tea.example',
    locale: 'fr',
    timezone: 'Europe/Paris',
    currency: 'EUR',
  });
  const { stdout } = await run('key.ts', 'create', '--store', 'tea');
  expect((await intake.post([], stdout.trim())).status).toBe(202);
  expect(await run('store.ts', 'create', ...options)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('exists already'),
  });
  expect((await run('store.ts', 'list')).stdout).toContain('tea  Tea  https://tea.example');
});

test('a store that is described wrongly names every option', async () => {
  const { code, stderr } = await run(
    'store.ts',
    'create',
    '--id=Tea/1',
    '--name=Tea',
    '--url=tea.example',
    '--sender=Tea',
    '--locale=de',
    '--timezone=Paris',
    '--currency=euro',
  );
  expect(code).toBe(1);
  for (const option of ['id', 'url', 'sender', 'locale', 'timezone', 'currency'])
    expect(stderr).toContain(`--${option}: `);
  expect(stderr).not.toContain('    at ');
});
