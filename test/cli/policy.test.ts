import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { policyVersions } from '../../db/schema/index.ts';
import { defaultPolicy } from '../../domain/policy/policy.ts';
import { openShop } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { runCli } from './run-cli.ts';

const database = useDatabase();
const folder = mkdtempSync(join(tmpdir(), 'policy-'));
beforeAll(async () => {
  await openShop(database.connection.db);
  // A shop that has said nothing yet.
  await database.connection.db.delete(policyVersions);
});

const policy = async (command: string, ...args: string[]) =>
  runCli('policy/policy.ts', [command, ...args, '--store', 'demo'], { DATABASE_URL: database.url });
const file = (name: string, contents: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return path;
};

test('a section is set, shown and exported; the export is imported as it is (R275)', async () => {
  const pause = { ...defaultPolicy.recentBuyers, pause: '5 days' };
  const set = await policy('set', 'recentBuyers', '--file', file('pause.json', pause), '--why', 'returns take long');
  expect(set).toMatchObject({ code: 0, stdout: expect.stringContaining('Version 1 of recentBuyers is saved') });
  const shown = await policy('show', 'recentBuyers');
  expect(shown.stdout).toMatch(/recentBuyers {2}version 1 since .* by command:policy: returns take long/);
  const exported = await policy('export');
  expect(JSON.parse(exported.stdout)).toEqual({ recentBuyers: pause });
  const imported = await policy('import', file('seed.json', exported.stdout));
  expect(imported.stdout).toContain('recentBuyers  unchanged  version 1');
  expect((await policy('history', 'recentBuyers')).stdout).toContain('returns take long');
}, 60_000);

test('what is wrong is said by field and by remedy', async () => {
  const bad = await policy('set', 'recentBuyers', '--file', file('bad.json', { pause: 'long' }));
  expect(bad).toMatchObject({ code: 1, stderr: expect.stringContaining('policy.pause: write a number and a unit') });
  const unknown = await policy('set', 'prices', '--file', file('bad.json', {}));
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no section prices') });
  const torn = await policy('import', file('torn.json', '{'));
  expect(torn).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be read as JSON') });
}, 60_000);
