import { expect, test } from 'vitest';
import { catalogue, productBySku, productOf } from '../../dev/demo/catalogue.ts';

test('the catalogue has whole prices, both languages and names of its own', () => {
  expect(new Set(catalogue.map(({ sku }) => sku)).size).toBe(catalogue.length);
  for (const product of catalogue) {
    expect(Number.isInteger(product.price) && product.price > 0, product.sku).toBe(true);
    expect(product.title.en && product.title.fr, product.sku).toBeTruthy();
    expect(product.stock, product.sku).toBeGreaterThan(0);
  }
});

test('a seed always stands for the same product', () => {
  expect(productOf('sess_000001/1')).toBe(productOf('sess_000001/1'));
  expect(productBySku(productOf('anything').sku)).toBeDefined();
});

test('every product is looked at, the popular ones more often', () => {
  const seen = new Map<string, number>();
  for (let i = 0; i < 5_000; i++) {
    const { sku } = productOf(`sess_${i}/1`);
    seen.set(sku, (seen.get(sku) ?? 0) + 1);
  }
  expect(seen.size).toBe(catalogue.length);
  expect(seen.get('headphones-lune')).toBeGreaterThan(2 * seen.get('turntable-sillon')!);
});
