import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readAnswers } from '../../dev/new-journey/answers/check.ts';
import { changesOf, writeChanges } from '../../dev/new-journey/changes.ts';
import { readKnown } from '../../dev/new-journey/known.ts';
import { openCopies } from '../repository/copy-sources.ts';
import { blocks, page } from './blocks.ts';
import { layOut } from './chapters.ts';

// Everything is made before the tests are collected: the tests of the page are among them.
const copies = openCopies();
afterAll(() => copies.remove());
const copy = copies.copy('page');
const [command, journey, ownTest] = blocks;

const run = (file: string, ...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(file, words, {
    cwd: copy,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { status, said: `${stdout}${stderr}` };
};
const source = (path: string): string => readFileSync(join(copy, path), 'utf8');
const made = run('bash', '-c', command!.text);
const [generated, generatedTest] = made.status === 0 ? [journey!, ownTest!].map(({ path }) => source(path!)) : [];
/** Another one beside it, of which everything is otherwise. */
const other = readAnswers(
  {
    name: 'oneWord',
    does: 'Says one thing about what was bought.',
    starts: ['productBought'],
    who: 'first-order',
    subject: 'productId',
    again: 'always',
    ends: ['orderPlaced', 'orderReturned.orderId'],
    purpose: 'transactional',
    rank: 'service',
    expires: '12 hours',
    goal: 'service',
    owner: 'Stores',
    reviewBy: '2027-03-31',
    steps: ['1 hour sms the-word offer welcomeGift showing same'],
    en: ["the-word: It's time..."],
    fr: ["the-word: C'est l'heure..."],
  },
  readKnown(copy),
);
await writeChanges(changesOf(other, copy), copy);
const otherTest = 'test/journeys/one-word.test.ts';
const chapters = layOut(blocks, copy);

test('npm run new:journey writes the journey and the test that the page shows, and says what comes next', () => {
  expect(made).toMatchObject({ status: 0, said: expect.stringContaining('npm run record -- coffeeClub') });
  expect(generated).toBe(journey!.text);
  expect(generatedTest).toBe(ownTest!.text);
});

test('what it wrote, and every block of the page, compiles in one program', () => {
  const files = [
    'workflows/index.ts',
    'activities/templates/index.ts',
    'domain/template-needs.ts',
    'test/replay/scenarios.ts',
    ownTest!.path!,
    otherTest,
    ...chapters.flatMap((chapter) => chapter.files),
  ];
  writeFileSync(join(copy, 'tsconfig.page.json'), JSON.stringify({ extends: './tsconfig.json', include: [], files }));
  expect(run('npx', 'tsc', '-p', 'tsconfig.page.json').said).toBe('');
});

describe.each([ownTest!.path!, otherTest])('the test that it wrote, %s', async (file) => {
  await import(join(copy, file));
});

describe.each(chapters.map(({ title, test: file }) => [title, file] as const))('the page, %s', async (_, file) => {
  await import(file);
});

test('a name that is taken is refused by its field, and nothing is written', () => {
  const registry = source('workflows/index.ts');
  const told = [
    '--name',
    'welcome',
    '--does',
    'Says hello.',
    '--start',
    'orderShipped',
    '--step',
    'at once email hello',
  ];
  const { status, said } = run('npm', 'run', '--silent', 'new:journey', '--', ...told);
  expect(status).toBe(1);
  expect(said).toContain('name: there is a journey welcome already; choose another name [NEW_JOURNEY]');
  expect(source('workflows/index.ts')).toBe(registry);
  expect(existsSync(join(copy, 'activities/templates/welcome/hello.ts'))).toBe(false);
});

test('every command that the page names exists', () => {
  const { scripts } = JSON.parse(source('package.json')) as { scripts: Record<string, string> };
  const named = [...page.matchAll(/npm (?:run )?([a-z][\w:-]*)/gu)].map(([, name]) => name!);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
