import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kinds } from '../../cli/import/kinds.ts';
import { useImport } from './use-import.ts';

const { importing } = useImport();
const page = readFileSync(new URL('../../docs/import.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^### (\w+)\.csv[^]*?```csv\n([^]*?)```/gm)].map(([, name, csv]) => ({
  name: name!,
  lines: csv!.trim().split('\n'),
}));

test('the example of every kind of file is imported without a problem', async () => {
  expect(examples.map(({ name }) => name).toSorted()).toEqual(Object.keys(kinds).toSorted());
  for (const { name, lines } of examples) expect((await importing(`${name}.csv`, lines)).told).toEqual([]);
});

test('every column is documented', () => {
  for (const [name, { columns }] of Object.entries(kinds)) {
    for (const column of Object.keys(columns))
      expect(page, `${column} of ${name}`).toMatch(new RegExp(`\\b${column}\\b`));
  }
});
