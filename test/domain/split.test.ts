import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pick } from '../../domain/split.ts';

test('the same seed always gets the same arm', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      expect(pick(seed, { a: 1, b: 2, c: 3 })).toBe(pick(seed, { a: 1, b: 2, c: 3 }));
    }),
  );
});

test('the arms of a released split stay where they are', () => {
  const arms = Array.from({ length: 12 }, (_, n) =>
    pick(`demo/cartAbandonment/cart-offer/${n}`, { none: 50, cartTen: 50 }),
  );
  expect(arms.map((arm) => arm[0]).join('')).toMatchInlineSnapshot(`"nccnccnnnccn"`);
});

test('arms are taken by weight, also when seeds differ in their last character only', () => {
  const counts = { a: 0, b: 0, c: 0 };
  for (let n = 0; n < 30_000; n++) counts[pick(`customer-${n}`, { a: 10, b: 30, c: 60 })] += 1;
  expect(counts.a / 30_000).toBeCloseTo(0.1, 2);
  expect(counts.b / 30_000).toBeCloseTo(0.3, 2);
  expect(counts.c / 30_000).toBeCloseTo(0.6, 2);
});

test('an arm of weight 0 is never taken', () => {
  fc.assert(fc.property(fc.string(), (seed) => pick(seed, { never: 0, always: 1, neither: 0 }) === 'always'));
});

test.for<Record<string, number>>([{}, { a: 0 }, { a: -1, b: 2 }])('%o is no split', (weights) => {
  expect(() => pick('seed', weights)).toThrow('a split needs arms with weights of 0 or more, at least one above 0');
});
