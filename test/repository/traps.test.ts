import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testTitles } from './test-titles.ts';

const page = readFileSync(new URL('../../docs/traps.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| (\d+) \| .+ \| (.*) \|$/gm)].map(([, number, files]) => ({
  number: Number(number),
  files: [...files!.matchAll(/`([^`]+)`/g)].map(([, file]) => file!),
}));

test('each of the fourteen traps has a test with its number in the title, and docs/traps.md names the files', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
  const titles = testTitles();
  for (const { number, files } of rows) {
    const named = titles.filter(({ title }) => new RegExp(`\\btrap ${number}\\b`).test(title));
    expect(files, `trap ${number}`).not.toEqual([]);
    expect([...new Set(named.map(({ file }) => file))], `trap ${number}`).toEqual(files);
  }
});
