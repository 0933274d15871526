import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Offered, PricedFrom } from '../../domain/alerts/alert.ts';
import { concernOf, type Interest } from '../../domain/alerts/concerns.ts';
import { happened } from '../../domain/alerts/happened.ts';
import { paceOf } from '../../domain/alerts/pace.ts';
import { priorPrice } from '../../domain/alerts/prior-price.ts';
import { type AlertsPolicy, defaultAlerts } from '../../domain/policy/alerts.ts';

const noon = Date.UTC(2026, 10, 23, 12);
const hour = 3_600_000;
const day = 24 * hour;

/** What it cost, so many days ago, in euros. */
const costs = (
  ...history: readonly (readonly [daysAgo: number, euros: number, currency?: string])[]
): readonly PricedFrom[] =>
  history.map(([daysAgo, euros, currency = 'EUR']) => ({ at: noon - daysAgo * day, price: euros * 100, currency }));

describe('the price that a reduction is announced against is the lowest of the 30 days before it', () => {
  test.for<readonly [string, readonly PricedFrom[], number | undefined, number | undefined]>([
    ['one price for long', costs([60, 100], [0, 80]), 100, 60],
    ['raised the week before', costs([60, 100], [7, 150], [0, 100]), 100, 60],
    ['lower three weeks ago', costs([60, 100], [25, 70], [18, 100], [0, 80]), 70, 60],
    ['lower until 31 days before', costs([60, 70], [31, 100], [0, 80]), 100, 60],
    ['lower until 29 days before', costs([60, 70], [29, 100], [0, 80]), 70, 60],
    ['reduced in steps', costs([60, 100], [5, 90], [0, 80]), 90, 60],
    ['reduced a while ago, and told again since', costs([60, 100], [5, 80], [2, 80]), 100, 55],
    ['new in the shop', costs([3, 100], [0, 80]), 100, 3],
    ['never cost anything else', costs([60, 100]), undefined, undefined],
    ['nothing is known of it', [], undefined, undefined],
    ['in another currency before', costs([60, 100, 'USD'], [0, 80]), undefined, undefined],
    ['in another currency in between', costs([60, 100], [20, 110, 'USD'], [10, 95], [0, 80]), 95, 10],
  ])('%s', ([, history, euros, days]) => {
    const prior = priorPrice(history);
    expect(prior?.price).toBe(euros === undefined ? undefined : euros * 100);
    expect(prior && prior.knownMillis / day).toBe(days);
  });

  test('it is never above any price that was asked in those days, whatever the history', () => {
    const change = fc.record({ ago: fc.integer({ min: 0, max: 90 }), euros: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.uniqueArray(change, { selector: ({ ago }) => ago, minLength: 2, maxLength: 12 }), (changes) => {
        const history = costs(...changes.map(({ ago, euros }) => [ago, euros] as const));
        const prior = priorPrice(history);
        const told = history.toSorted((a, b) => a.at - b.at);
        const today = told.at(-1)!.price;
        const applied = told[told.findLastIndex(({ price }) => price !== today) + 1]!.at;
        // Hour by hour, as a customer of those days would have seen it.
        for (let at = applied - 30 * day; at < applied; at += 6 * hour) {
          const seen = told.findLast((one) => one.at <= at)?.price;
          if (seen !== undefined) expect(prior!.price).toBeLessThanOrEqual(seen);
        }
      }),
    );
  });
});

const offered = (stock: number | null, euros: number | null = 100): Offered => ({
  stock,
  price: euros === null ? null : euros * 100,
  currency: euros === null ? null : 'EUR',
});
const known = { price: 10_000, knownMillis: 60 * day };

test.for<readonly [string, Offered, Offered, readonly string[]]>([
  ['sold out and here again', offered(0), offered(5), ['back-in-stock']],
  ['back in small numbers is back, not nearly gone', offered(0), offered(2), ['back-in-stock']],
  ['oversold, and then delivered', offered(-3), offered(1), ['back-in-stock']],
  ['told for the first time', offered(null), offered(5), []],
  ['more of it', offered(5), offered(50), []],
  ['down to a few', offered(9), offered(3), ['low-stock']],
  ['fewer of few', offered(3), offered(2), []],
  ['down to nothing', offered(9), offered(0), []],
  ['down to more than a few', offered(9), offered(4), []],
  ['cheaper', offered(9), offered(9, 80), ['price-drop']],
  ['cheaper by too little to speak of', offered(9), offered(9, 96), []],
  ['dearer', offered(9, 80), offered(9, 100), []],
  ['free is a mistake', offered(9), offered(9, 0), []],
  ['cheaper and nearly gone', offered(9), offered(3, 80), ['low-stock', 'price-drop']],
])('what is worth telling: %s', ([, before, after, kinds]) => {
  expect(happened(before, after, defaultAlerts, known)).toEqual(kinds);
});

const drop = (prior: Parameters<typeof happened>[3]) => happened(offered(9), offered(9, 80), defaultAlerts, prior);

test('a reduction from a price that is not known for 30 days, or was lower in them, is not announced', () => {
  expect(drop({ ...known, knownMillis: 29 * day })).toEqual([]);
  expect(drop({ ...known, price: 7_900 })).toEqual([]);
  expect(drop(undefined)).toEqual([]);
  expect(drop({ ...known, knownMillis: 30 * day })).toEqual(['price-drop']);
});

const nobody: Interest = {
  visits: [],
  wishedAt: null,
  cartedAt: null,
  stockAskedAt: null,
  priceAskedAt: null,
  seenPrice: 10_000,
  seenCurrency: 'EUR',
  toldAt: null,
};
const before = noon - 5 * day;
const twice = [{ at: before }, { at: before + day }];

test.for<readonly [string, Partial<Interest>, 'back-in-stock' | 'low-stock' | 'price-drop', string | undefined]>([
  ['who asked hears that it is back', { stockAskedAt: before }, 'back-in-stock', 'asked'],
  ['who wished for it too', { wishedAt: before }, 'back-in-stock', 'wished'],
  ['who had it in a cart too', { cartedAt: before }, 'back-in-stock', 'carted'],
  ['who asked and wished hears as who asked', { stockAskedAt: before, wishedAt: before }, 'back-in-stock', 'asked'],
  ['who only looked does not', { visits: twice }, 'back-in-stock', undefined],
  ['who only looked hears of a price', { visits: twice }, 'price-drop', 'viewed'],
  ['who looked once does not', { visits: twice.slice(1) }, 'price-drop', undefined],
  [
    'who looked long ago does not',
    { visits: [{ at: noon - 40 * day }, { at: noon - 35 * day }] },
    'price-drop',
    undefined,
  ],
  ['who saw a lower price does not', { wishedAt: before, seenPrice: 8_000 }, 'price-drop', undefined],
  ['who saw hardly a higher one does not', { wishedAt: before, seenPrice: 8_200 }, 'price-drop', undefined],
  ['who saw it in another currency does not', { wishedAt: before, seenCurrency: 'USD' }, 'price-drop', undefined],
  ['of whom nobody knows what they saw does not', { wishedAt: before, seenPrice: null }, 'price-drop', undefined],
  ['who asked about the price hears of it', { priceAskedAt: before }, 'price-drop', 'asked'],
  [
    'who was told last week does not hear again',
    { wishedAt: before, toldAt: noon - 6 * day },
    'back-in-stock',
    undefined,
  ],
  ['who was told before that does', { wishedAt: before, toldAt: noon - 8 * day }, 'back-in-stock', 'wished'],
  ['who asked again after that always does', { stockAskedAt: before, toldAt: noon - day }, 'back-in-stock', 'asked'],
  ['who put it into a cart since knows', { wishedAt: before, cartedAt: noon + 1 }, 'back-in-stock', undefined],
  ['nobody asks to hear that few are left', { stockAskedAt: before }, 'low-stock', undefined],
  ['who wished for it hears that few are left', { wishedAt: before }, 'low-stock', 'wished'],
  ['who showed nothing hears nothing', {}, 'low-stock', undefined],
])('who is told: %s', ([, interest, kind, way]) => {
  const occasion = { kind, at: noon, now: noon };
  expect(concernOf({ ...nobody, ...interest }, offered(9, 80), occasion, defaultAlerts)).toBe(way);
});

test.for<readonly [string, Partial<AlertsPolicy>, number | null, number]>([
  ['600 a minute where nobody counts the stock', {}, null, 36_000],
  ['20 an hour for the last one', {}, 1, 20],
  ['400 an hour for twenty', {}, 20, 400],
  ['no more than a minute allows, however many there are', {}, 1_000_000, 36_000],
  ['one a minute', { perMinute: 1 }, null, 60],
])('how fast: %s', ([, policy, stock, anHour]) => {
  const { batch, pause } = paceOf({ ...defaultAlerts, ...policy }, stock);
  expect(batch).toBeGreaterThan(0);
  expect(batch).toBeLessThanOrEqual(50);
  const rate = (batch / pause) * hour;
  expect(rate).toBeLessThanOrEqual(anHour);
  expect(rate).toBeGreaterThan(anHour * 0.99);
});
