import { expect, test } from 'vitest';
import { specs } from '../../api/specs.ts';
import { missingParameters, missingSentence, overdueReviews } from '../../domain/journey-upkeep.ts';
import { defaultShop, type ShopParameter } from '../../domain/policy/shop.ts';

test('R299 a journey is overdue from the day after its review on, and each has a day within half a year', () => {
  const days = specs.map(({ reviewBy }) => reviewBy!).toSorted();
  expect(overdueReviews(specs, days[0]!)).toEqual([]);
  expect(overdueReviews(specs, '2099-01-01')).toHaveLength(specs.length);
  const next = new Date(Date.parse(days[0]!) + 86_400_000).toISOString().slice(0, 10);
  expect(overdueReviews(specs, next).length).toBeGreaterThan(0);
});

const asked = (name: string) => specs.find((spec) => spec.name === name)!;

test('R300 the sales cycle, the margin and the delivery time are asked for by the journeys that go by them', () => {
  expect(missingParameters(asked('postPurchase'), defaultShop)).toEqual(['deliveryTime']);
  expect(missingParameters(asked('winBack'), defaultShop)).toEqual(['salesCycle', 'margin']);
  expect(missingParameters(asked('winBack'), { salesCycle: '40 days', deliveryTime: null, margin: 35 })).toEqual([]);
  const all = new Set(specs.flatMap(({ requires = [] }) => requires));
  expect(all).toEqual(new Set(Object.keys(defaultShop) as ShopParameter[]));
  for (const parameter of all) expect(missingSentence(parameter)).toMatch(/^The .+ is not filled in/u);
});
