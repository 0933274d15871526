import { specs } from '../../api/specs.ts';
import { readModes } from '../../db/switches/modes.ts';
import { eq, inArray } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { hashApiKey } from '../../api/access/key-text.ts';
import { apiKeys, auditLog } from '../../db/schema/index.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { StoreId } from '../../domain/ids.ts';
import { sealingKey, store, useIntake } from '../api/intake-server.ts';
import { type Ended, runCli } from './run-cli.ts';

const intake = useIntake();
const run = async (script: string, ...args: readonly string[]): Promise<Ended> =>
  runCli(script, args, { DATABASE_URL: intake.databaseUrl() });

test('a key is shown once, kept as its hash, works at once, is listed and can be revoked', async () => {
  const made = await run('access/key.ts', 'create', '--store', store, '--name', 'back office');
  const key = made.stdout.trim();
  expect(key).toMatch(/^rl_[\w-]{43}$/);
  const [row] = await intake.db.select().from(apiKeys).where(eq(apiKeys.name, 'back office'));
  expect(JSON.stringify(row)).not.toContain(key);
  expect((await intake.post([], key)).status).toBe(202);
  await expect.poll(async () => lastUse(row!.id)).not.toBeNull();

  const listed = await run('access/key.ts', 'list');
  expect(listed.stdout).toMatch(
    new RegExp(`^${row!.id}  ${store}  rl_\\S{6}…  ingest  made \\S+  used \\S+  back office$`, 'm'),
  );
  expect(listed.stdout).not.toContain(key);

  expect(await run('access/key.ts', 'revoke', row!.id)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('is revoked'),
  });
  expect((await intake.post([], key)).status).toBe(401);
  expect((await run('access/key.ts', 'list', '--store', store)).stdout).toMatch(/back office {2}revoked \S+$/m);
  const again = await run('access/key.ts', 'revoke', row!.id);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('No key that works has the id') });
  expect(await run('access/key.ts', 'revoke', 'nonsense')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('No key'),
  });
});

const lastUse = async (id: string) =>
  (await intake.db.select().from(apiKeys).where(eq(apiKeys.id, id)))[0]?.lastUsedAt ?? null;

test('a rotated key works beside its successor until the overlap ends; every act is in the audit log', async () => {
  const first = await run('access/key.ts', 'create', '--store', store, '--scope', 'read,ingest', '--expires', '90d');
  const [old] = await intake.db
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.hash, hashApiKey(first.stdout.trim())));
  const second = await run('access/key.ts', 'rotate', old!.id, '--overlap', '7d');
  expect(second).toMatchObject({ code: 0, stderr: expect.stringContaining('works until') });
  const [made] = await intake.db.select().from(apiKeys).where(eq(apiKeys.replaces, old!.id));
  expect(made).toMatchObject({ scopes: ['ingest', 'read'], hash: hashApiKey(second.stdout.trim()) });
  expect(Number(made!.expiresAt) - Number(made!.createdAt)).toBe(90 * 86_400_000);
  const third = await run('access/key.ts', 'rotate', made!.id);
  expect(third).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('is in rotation') });

  await run('access/key.ts', 'revoke', old!.id);
  expect((await run('access/key.ts', 'rotate', made!.id)).code).toBe(0);
  const acts = await intake.db
    .select()
    .from(auditLog)
    .where(inArray(auditLog.subject, [`key/${old!.id}`, `key/${made!.id}`]));
  expect(
    acts.map(({ actor, act, storeId }) => `${actor} ${act} ${storeId}`).toSorted((a, b) => (a < b ? -1 : 1)),
  ).toEqual([
    `command:key key.created ${store}`,
    `command:key key.revoked ${store}`,
    `command:key key.rotated ${store}`,
  ]);
});

test('a key that is asked for wrongly is refused with the remedy', async () => {
  const asked = ['--scope=everything', '--expires=soon', '--kind=browser'];
  const answers = await Promise.all(
    asked.map(async (option) => run('access/key.ts', 'create', '--store', store, option)),
  );
  const [scope, expires, browser] = answers.map(({ stderr }) => stderr);
  expect(answers.map(({ code, stdout }) => [code, stdout])).toEqual([
    [1, ''],
    [1, ''],
    [1, ''],
  ]);
  expect(scope).toContain('There is no scope "everything". There are: ingest, read, operate, erase.');
  expect(expires).toContain('"soon" is not a duration');
  expect(browser).toContain('A browser key needs the origins of the pages that use it');
  expect(scope).not.toContain('    at ');
});

test('a signing key needs keys that seal it; its address and its secret are shown', async () => {
  const command = ['create', '--store', store, '--kind', 'signing'];
  const refused = await run('access/key.ts', ...command);
  expect(refused).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('RELANCE_SECRET_KEYS is not set'),
  });
  const variables = {
    DATABASE_URL: intake.databaseUrl(),
    RELANCE_SECRET_KEYS: `test:${sealingKey.key.toString('base64')}`,
  };
  const made = await runCli('access/key.ts', command, variables);
  expect(made.stdout).toMatch(/^whsec_[A-Za-z0-9+/]{43}=\n$/);
  const [, line] = /posted to \/v1\/signed-events\/(\S+)/.exec(made.stderr)!;
  const body = '[]';
  const at = new Date();
  const response = await intake.request(`/v1/signed-events/${line}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(made.stdout.trim()).sign('msg_1', at, body),
    },
    body,
  });
  expect(response.status).toBe(202);
});

test('R298 a key needs a store; the command that the message gives makes it, with five journeys on', async () => {
  const refused = await run('access/key.ts', 'create', '--store', 'tea');
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
  expect(await run('store/store.ts', 'create', ...options)).toMatchObject({ code: 0 });
  expect(await readStore(intake.db, 'tea' as StoreId)).toMatchObject({
    url: 'https://tea.example',
    locale: 'fr',
    timezone: 'Europe/Paris',
    currency: 'EUR',
  });
  const modes = await readModes(intake.db, 'tea' as StoreId);
  const begun = specs.filter(
    ({ name, begins }) => modes.find((one) => one.journey === name)?.mode === 'on' || begins !== 'off',
  );
  expect(begun.map(({ name }) => name).toSorted()).toEqual(
    specs
      .filter(({ essential }) => essential)
      .map(({ name }) => name)
      .toSorted(),
  );
  expect(begun).toHaveLength(5);
  const { stdout } = await run('access/key.ts', 'create', '--store', 'tea');
  expect((await intake.post([], stdout.trim())).status).toBe(202);
  expect(await run('store/store.ts', 'create', ...options)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('exists already'),
  });
  expect((await run('store/store.ts', 'list')).stdout).toContain('tea  Tea  https://tea.example');
});

test('a store that is described wrongly names every option', async () => {
  const { code, stderr } = await run(
    'store/store.ts',
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
