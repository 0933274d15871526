import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectFolder } from '../../dev/data/folders.ts';
import { freshSeed, largestSeed, readSeed, standardSeed } from '../stack/seed.ts';
import { drawingFiles } from './drawing-files.ts';
import { outcomeOf, type Results } from './pass/outcome.ts';
import { wordsOf } from './pass/words.ts';

const execute = promisify(execFile);

/** What test/orders/configured says when it is run with this `RELANCE_SEED`. */
const run = async (told?: string): Promise<readonly string[]> => {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, TMPDIR, ...(told !== undefined && { RELANCE_SEED: told }) };
  const { stdout } = await execute(process.execPath, ['--import', 'tsx', 'test/orders/configured-child.ts'], {
    cwd: projectFolder,
    env,
  });
  return stdout.trim().split('\n').toSorted();
};

/** The same, as it must be for a seed. */
const casesOf = (seed: number): readonly string[] => {
  const sample = fc.sample(fc.nat(), { seed, numRuns: 5 }).join(' ');
  return [`seed ${seed}, own process: ${sample}`, `seed ${seed}, shared process: ${sample}`];
};

test('npm test draws the same cases in every run; RELANCE_SEED=random others, once for all processes, and the seed that it prints repeats them', async () => {
  const [standard, drawn] = await Promise.all([run(), run('random')]);
  expect(standard).toEqual(casesOf(standardSeed));
  const seed = Number(/^seed (\d+),/u.exec(drawn[0]!)?.[1]);
  expect(seed).not.toBe(standardSeed);
  expect(drawn).toEqual(casesOf(seed));
  expect(await run(String(seed))).toEqual(drawn);
});

test('a run with a wrong RELANCE_SEED is refused before it begins, by name', async () => {
  await expect(run('seven')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('RELANCE_SEED is "seven"'),
  });
});

test.for(['', ' 7', '-1', '1.5', '0x10', '1e3', 'Random', String(largestSeed + 1), '99999999999'])(
  'RELANCE_SEED=%o is refused',
  (told) => {
    expect(() => readSeed(told)).toThrow(`RELANCE_SEED is ${JSON.stringify(told)}: write a whole number from 0`);
  },
);

test('the seed that fast-check prints of a failure is the one that was given: RELANCE_SEED repeats it', () => {
  for (const told of [0, 7, largestSeed, freshSeed()]) {
    const seed = readSeed(String(told));
    const failed = fc.check(
      fc.property(fc.nat(), () => false),
      { seed },
    );
    expect(failed.seed).toBe(told);
  }
});

test('files that draw are found by what they import, themselves or through others', () => {
  const files = drawingFiles();
  expect(files).toContain('test/domain/split.test.ts');
  expect(files, 'through a story').toContain('test/api/any-order.test.ts');
  expect(files, 'by the seed alone').toContain('test/gate/hours/year.test.ts');
  expect(files).not.toContain('test/gate/claims.test.ts');
});

const file = (name: string, status: string, tests: readonly (readonly [string, string, string?])[], message = '') => ({
  name: `/shop/${name}`,
  status,
  message,
  assertionResults: tests.map(([fullName, status, why]) => ({ fullName, status, failureMessages: why ? [why] : [] })),
});

const whatFailed = (results: Results | undefined, asked: readonly string[], code: number) =>
  outcomeOf(results, { asked, root: '/shop/', code }).failures;

const good = file('test/a.test.ts', 'passed', [['one', 'passed']]);

test('a pass fails by a test, by a file that has none or did not run, and by what went wrong outside of them', () => {
  const asked = ['test/a.test.ts', 'test/b.test.ts'];
  const passed = { testResults: [good, file('test/b.test.ts', 'passed', [['two', 'passed']])] };
  expect(whatFailed(passed, asked, 0)).toEqual([]);
  expect(whatFailed(passed, asked, 1)).toEqual([
    { what: 'the run itself', why: 'no test failed, and vitest ended with 1' },
  ]);
  const failed = { testResults: [good, file('test/b.test.ts', 'failed', [['two', 'failed', 'Counterexample: [1]']])] };
  expect(whatFailed(failed, asked, 1)).toEqual([{ file: asked[1], what: 'two', why: 'Counterexample: [1]' }]);
  const broken = { testResults: [good, file('test/b.test.ts', 'failed', [], 'cannot be loaded')] };
  expect(whatFailed(broken, asked, 1)).toEqual([{ file: asked[1], what: 'the file itself', why: 'cannot be loaded' }]);
  expect(whatFailed({ testResults: [good] }, asked, 0)).toEqual([
    { file: asked[1], what: 'the file itself', why: 'it did not run' },
  ]);
  expect(whatFailed(undefined, asked, 1).map(({ file }) => file)).toEqual(asked);
});

test('a pass tells its seed, what it ran, what failed, and the command that repeats that', () => {
  const asked = ['test/a.test.ts', 'test/b.test.ts'];
  const said = (testResults: Results['testResults'], code: number): string =>
    wordsOf(outcomeOf({ testResults }, { asked, root: '/shop/', code }), {
      seed: 7,
      asked,
      seconds: 61.2,
      log: '.relance/orders/7.log',
    }).join('\n');
  const skipped = file('test/b.test.ts', 'passed', [['two', 'pending']]);
  expect(said([good, skipped], 0)).toBe('seed 7: 2 files, 1 tests passed, 0 failed, 1 skipped, in 61 s');
  const why = 'Counterexample: [1]\n    at run (/shop/node_modules/one.js:1:1)';
  expect(said([good, file('test/b.test.ts', 'failed', [['two', 'failed', why]])], 1)).toBe(
    `seed 7: 2 files, 1 tests passed, 1 failed, 0 skipped, in 61 s

FAILED test/b.test.ts: two
  Counterexample: [1]

All that was said: .relance/orders/7.log
Again: RELANCE_SEED=7 npm test -- test/b.test.ts`,
  );
  expect(said([good, skipped], 1)).toContain('Again: RELANCE_SEED=7 npm test -- test/a.test.ts test/b.test.ts');
});
