import { expect, test } from 'vitest';
import { checkReferenceValues, tolerances } from '../../../cli/scoring/check/check-reference-values.ts';
import { readReferenceValues } from '../../../cli/scoring/check/read-reference-values.ts';
import { fileURLToPath } from 'node:url';

const file = (name: string): string => fileURLToPath(new URL(`../data/${name}`, import.meta.url));

test('log-likelihood, P(alive) and expected orders are those of 60-digit arithmetic within 1e-10', async () => {
  const found = checkReferenceValues(await readReferenceValues(file('reference-values.csv')));
  expect(found.map(({ model, rows }) => [model, rows])).toEqual([
    ['bgnbd', 34],
    ['mbgnbd', 26],
    ['pnbd', 35],
  ]);
  for (const { errors } of found)
    for (const [column, { largest }] of Object.entries(errors)) {
      expect(largest).toBeLessThan(tolerances.usual);
      expect(column).not.toBe('');
    }
});

// Computed with mpmath at 80 and at 120 digits, which agree to 18: parameters between 1e-6 and 1e4, thousands of
// orders, a at and beside 1, times of 0, last purchase on the first or on the last day.
test('they are so in the hard corners of parameters and histories too', async () => {
  const found = checkReferenceValues(await readReferenceValues(file('hard-corners.csv')));
  expect(found.reduce((sum, { rows }) => sum + rows, 0)).toBe(150);
  for (const { errors } of found) for (const { largest } of Object.values(errors)) expect(largest).toBeLessThan(1e-11);
});
