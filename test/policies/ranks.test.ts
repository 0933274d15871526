import { expect, test } from 'vitest';
import { policySchemas } from '../../api/policies/schemas.ts';
import { specs } from '../../api/specs.ts';
import { defaultRanks } from '../../domain/policy/ranks.ts';

test('every journey has a rank that has its place in the order of all communications (R183)', () => {
  expect(specs.length).toBeGreaterThan(0);
  for (const { name, rank } of specs) expect(defaultRanks.order, name).toContain(rank);
});

test.each([
  ['one that leaves a rank out', defaultRanks.order.slice(1)],
  ['one that names a rank twice', [...defaultRanks.order.slice(1), 'cart']],
  ['one with a rank that there is not', [...defaultRanks.order.slice(1), 'urgent']],
])('%s cannot be saved as the order (R183)', (_what, order) => {
  expect(policySchemas.ranks.safeParse({ ...defaultRanks, order }).success).toBe(false);
});

test('any order of all ranks can be saved: it is the marketer’s (R183)', () => {
  const order = defaultRanks.order.toReversed();
  expect(policySchemas.ranks.parse({ ...defaultRanks, order }).order).toEqual(order);
});
