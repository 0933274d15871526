import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'experiment-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = async (...args: string[]) => runCli('experiment/main.ts', args, {});
const file = (text: string): string => {
  const path = join(folder, 'customers.csv');
  writeFileSync(path, text);
  return path;
};

test('a plan says how many customers it takes, and what it cannot plan', async () => {
  const told = await run('plan', '--mean', '20', '--deviation', '60', '--customers', '40000', '--holdout', '10');
  expect(told.stdout).toContain('40,000 customers of whom 10 % are held out show a change of 14 % or more');
  const impossible = await run('plan', '--rate', '60', '--lift', '90');
  expect(impossible).toMatchObject({ code: 1, stderr: expect.stringContaining('these figures plan nothing') });
}, 120_000);

test('a file of customers is analysed like a store; what cannot be read says its line', async () => {
  const lines = Array.from(
    { length: 400 },
    (_, n) => `${n % 2 ? 'mail' : 'none'},${n % 2 ? 12 + (n % 7) : n % 7}.50,3`,
  );
  const path = file(`arm,outcome,before\n${lines.join('\n')}\n`);
  const { stdout } = await run('analyse', path, '--control', 'none', '--currency', 'EUR');
  expect(stdout).toMatch(
    /Incremental outcome of .*, mail against none: between 2,\d{3}\u00a0€ and 2,\d{3}\u00a0€; it brings more than nothing\./u,
  );
  expect(stdout).toContain('mail: 11.99\u00a0€ more a customer');
  expect(stdout).toContain('Warning: Only');
  const wrong = await run('analyse', file('arm,outcome\nnone,1\nmail,dear\n'), '--control', 'none');
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('line 3: outcome "dear" is no number') });
}, 120_000);
