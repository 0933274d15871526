import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../stack/database.ts';

const database = useDatabase();
const root = fileURLToPath(new URL('../..', import.meta.url));
const workshop = mkdtempSync(join(tmpdir(), 'relance-unguarded-'));
const moduleIn = (folder: string, build: string) =>
  pathToFileURL(join(folder, 'node_modules/postgres', build, 'index.js')).href;

beforeAll(() => {
  cpSync(join(root, 'node_modules/postgres'), join(workshop, 'node_modules/postgres'), { recursive: true });
  undoPatch(readFileSync(join(root, 'patches/postgres+3.4.9.patch'), 'utf8'), workshop);
});
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

/** Takes the guard out of the copy of the driver in `folder`, with patch-package's own code. */
const undoPatch = (patch: string, folder: string): void => {
  const require = createRequire(import.meta.url);
  const { parsePatchFile } = require('patch-package/dist/patch/parse.js');
  const { reversePatch } = require('patch-package/dist/patch/reverse.js');
  const { executeEffects } = require('patch-package/dist/patch/apply.js');
  executeEffects(reversePatch(parsePatchFile(patch)), { dryRun: false, bestEffort: false, cwd: folder });
};

interface Outcome {
  readonly exit: number | null;
  readonly output: string;
  readonly errors: string;
}

const killBackends = async (module: string, kills: number): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = fileURLToPath(new URL('./backend-kill-child.ts', import.meta.url));
    const args = ['--import', 'tsx', child, module, database.url, String(kills)];
    const running = execFile(process.execPath, args, { cwd: root, timeout: 60_000 }, (_error, output, errors) =>
      resolve({ exit: running.exitCode, output, errors }),
    );
  });

test.each(['src', 'cjs/src'])(
  'the guarded driver (%s) survives 100 of 100 backends killed inside a transaction',
  { timeout: 90_000 },
  async (build) => {
    const { exit, output, errors } = await killBackends(moduleIn(root, build), 100);
    expect(errors).toBe('');
    expect(exit).toBe(0);
    const result = JSON.parse(output) as { survived: number; codes: Record<string, number>; left: number };
    // Every transaction failed with a typed error, none was committed, and the pool went on.
    expect(result).toMatchObject({ survived: 100, left: 0 });
    expect(Object.keys(result.codes).every((code) => ['CONNECTION_CLOSED', '57P01', 'ECONNRESET'].includes(code))).toBe(
      true,
    );
  },
);

test('without the guard the process dies', { timeout: 90_000 }, async () => {
  const { exit, output, errors } = await killBackends(moduleIn(workshop, 'src'), 8);
  expect(output).toBe('');
  // By the deferred write, or by the dead session's error handed to the next one's first query.
  expect(errors).toMatch(/Cannot read properties of null \(reading 'write'\)|terminating connection due to/);
  expect(exit).not.toBe(0);
});
