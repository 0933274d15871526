import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../repository/copy-sources.ts';
import { testTitles } from '../repository/test-titles.ts';
import { type Fault, names, planted } from './fault.ts';
import { faults } from './faults.ts';
import { verdictOf } from './verdict.ts';

// The run itself is `npm run mutations`: it takes minutes.

const source = (path: string): string => readFileSync(join(repository, path), 'utf8');
const titles = testTitles();
const rows = [...source('docs/requirements.md').matchAll(/^\| (R\d+) \|/gmu)].map(([, row]) => row!);

test.for(faults.map((fault) => [fault.row, fault.what, fault] as const))(
  'the mistake of %s can be planted, and a test names that row: %s',
  ([, , fault]) => {
    expect(rows).toContain(fault.row);
    const text = source(fault.file);
    expect(planted(fault, text)).not.toBe(text);
    expect(existsSync(join(repository, fault.test))).toBe(true);
    expect(titles.filter(({ file, title }) => file === fault.test && names(title, fault.row))).not.toEqual([]);
  },
);

test('thirty rows at least have a mistake of their own, no two the same', () => {
  expect(new Set(faults.map(({ row }) => row)).size).toBeGreaterThanOrEqual(30);
  expect(new Set(faults.map(({ file, find, plant }) => [file, find, plant].join())).size).toBe(faults.length);
});

const ended = (title: string, failed: boolean) => [{ title, failed }];
const fault: Fault = { row: 'R1', what: '', file: 'a.ts', find: 'one', plant: 'two', test: 'a.test.ts' };

test('a mistake whose place is gone, or not the only one, is told', () => {
  expect(planted(fault, 'const one = 1;')).toBe('const two = 1;');
  for (const text of ['const three = 1;', 'one and one']) expect(() => planted(fault, text)).toThrow('once is wanted');
});

test('only a test that names the row, fails with the mistake and passes without it finds one', () => {
  const says = (sound: boolean, title: string) => verdictOf(fault, ended(title, sound), ended(title, true)).says;
  expect(says(false, 'R1 a test')).toBe('found');
  expect(says(true, 'R1 fails anyway')).toBe('survived');
  expect(says(false, 'R11 another row')).toBe('survived');
  expect(verdictOf(fault, ended('R1 a test', false), [])).toEqual({
    says: 'survived',
    why: 'a.test.ts could not be loaded with it',
  });
  expect(verdictOf(fault, ended('R1 a test', false), ended('R1 a test', false)).says).toBe('survived');
});
