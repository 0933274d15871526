import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectIntent, type Intent, type LookedAt } from '../../domain/intents/detect.ts';
import { addLook, type Look, type Visit } from '../../domain/intents/visits.ts';
import type { ProductId } from '../../domain/ids.ts';
import { defaultIntents, type IntentsPolicy } from '../../domain/policy/intents.ts';

const noon = Date.UTC(2026, 10, 23, 12);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Who looked at what: product, when, and for how many seconds. */
type Click = readonly [product: string, at: number, seconds?: number];

const categories: Readonly<Record<string, string>> = {
  teapot: 'kitchen',
  cup: 'kitchen',
  pan: 'kitchen',
  star: 'noel',
  wreath: 'noel',
};

/** What is kept after these clicks, taken in one by one. */
const lookedAfter = (clicks: readonly Click[], policy: IntentsPolicy = defaultIntents): readonly LookedAt[] => {
  const kept = new Map<string, LookedAt>();
  for (const [product, at, seconds] of clicks) {
    const visits = addLook(kept.get(product)?.visits ?? [], { at, seconds }, policy.apart);
    kept.set(product, { productId: product as ProductId, category: categories[product] ?? null, visits });
  }
  return [...kept.values()];
};

/** What is seen after each click of a stream; an intent that was seen counts once. */
const seenAlong = (
  clicks: readonly Click[],
  policy: IntentsPolicy = defaultIntents,
): readonly (Intent | undefined)[] => {
  let since: number | undefined;
  return clicks.map(([, now], index) => {
    const intent = detectIntent(lookedAfter(clicks.slice(0, index + 1), policy), policy, { now, since });
    if (intent) since = now;
    return intent;
  });
};

const visitsOf = (teapot: string) => ({ signal: 'visits', productId: teapot }) as const;

describe('R23 R24 R116 visits to the page of one product', () => {
  const three: readonly Click[] = [
    ['teapot', noon],
    ['teapot', noon + day],
    ['teapot', noon + 2 * day],
  ];

  test('two show nothing, the third shows an intent, once', () => {
    expect(seenAlong(three)).toEqual([undefined, undefined, visitsOf('teapot')]);
    const more: Click[] = [...three, ['teapot', noon + 2 * day + hour], ['teapot', noon + 3 * day]];
    expect(seenAlong(more).slice(3)).toEqual([undefined, undefined]);
    expect(seenAlong([...more, ['teapot', noon + 4 * day]]).at(-1)).toEqual(visitsOf('teapot'));
  });

  test('a page that is loaded again is no second visit', () => {
    const reloads: Click[] = [0, 1, 2, 3, 4].map((index) => ['teapot', noon + index * minute]);
    expect(seenAlong(reloads).every((intent) => intent === undefined)).toBe(true);
    expect(lookedAfter(reloads)[0]!.visits).toEqual([{ at: noon }]);
  });

  test('three products once each are no three visits to one', () => {
    const clicks: Click[] = [
      ['teapot', noon],
      ['cup', noon + hour],
      ['lamp', noon + 2 * hour],
    ];
    expect(seenAlong(clicks)).toEqual([undefined, undefined, undefined]);
  });

  test('what was longer ago than the policy counts is over', () => {
    const slow: Click[] = [0, 4, 8].map((days) => ['teapot', noon + days * day]);
    expect(seenAlong(slow)).toEqual([undefined, undefined, undefined]);
    const patient: IntentsPolicy = { ...defaultIntents, visits: { count: 3, within: '14 days' } };
    expect(seenAlong(slow, patient).at(-1)).toEqual(visitsOf('teapot'));
  });

  test('what led to a cart or an order does not count again', () => {
    const looked = lookedAfter(three);
    const now = noon + 2 * day;
    expect(detectIntent(looked, defaultIntents, { now, since: noon })).toBeUndefined();
    expect(detectIntent(looked, defaultIntents, { now, since: noon - 1 })).toEqual(visitsOf('teapot'));
  });

  test('of two products the one visited more often, then later, is meant', () => {
    const clicks: Click[] = [...three, ...three.map(([, at]) => ['cup', at + minute] as const)];
    expect(detectIntent(lookedAfter(clicks), defaultIntents, { now: noon + 3 * day })).toEqual(visitsOf('cup'));
    const again: Click[] = [...clicks, ['teapot', noon + 2 * day + hour]];
    expect(detectIntent(lookedAfter(again), defaultIntents, { now: noon + 3 * day })).toEqual(visitsOf('teapot'));
  });
});

describe('R24 R116 time spent on one product', () => {
  test('as the shop tells it at the end of each look, and no less than the policy says', () => {
    const clicks: Click[] = [
      ['teapot', noon],
      ['teapot', noon + 2 * minute, 120],
      ['teapot', noon + hour],
      ['teapot', noon + hour + 2 * minute - 1000, 119],
    ];
    expect(seenAlong(clicks).at(-1)).toBeUndefined();
    const longer: Click[] = [...clicks.slice(0, 3), ['teapot', noon + hour + 2 * minute, 120]];
    expect(seenAlong(longer).at(-1)).toEqual({ signal: 'time', productId: 'teapot' });
    expect(lookedAfter(longer)[0]!.visits).toEqual([
      { at: noon, seconds: 120 },
      { at: noon + hour, seconds: 120 },
    ]);
  });

  test('a shop that tells no time never shows it', () => {
    const clicks: Click[] = [0, 1].map((index) => ['teapot', noon + index * hour]);
    expect(seenAlong(clicks)).toEqual([undefined, undefined]);
  });
});

test('R24 R116 many products of one category are an exploration; of several categories they are none', () => {
  const policy: IntentsPolicy = { ...defaultIntents, category: { products: 3, within: '1 day' } };
  const kitchen: Click[] = [
    ['teapot', noon],
    ['cup', noon + minute],
    ['pan', noon + 2 * minute],
  ];
  expect(seenAlong(kitchen, policy)).toEqual([undefined, undefined, { signal: 'category', productId: 'pan' }]);
  const mixed: Click[] = [...kitchen.slice(0, 2), ['star', noon + 2 * minute], ['lamp', noon + 3 * minute]];
  expect(seenAlong(mixed, policy).at(-1)).toBeUndefined();
  expect(seenAlong(kitchen, { ...policy, category: null })).toEqual([undefined, undefined, undefined]);
});

test('R26 visitors of a season’s categories are seen before anything else', () => {
  const policy: IntentsPolicy = { ...defaultIntents, season: { categories: ['noel'], products: 2, within: '7 days' } };
  const clicks: Click[] = [
    ['star', noon],
    ['teapot', noon + minute],
    ['wreath', noon + hour],
  ];
  expect(seenAlong(clicks, policy)).toEqual([undefined, undefined, { signal: 'season', productId: 'wreath' }]);
  expect(seenAlong(clicks).at(-1)).toBeUndefined();
});

/** What is kept of one product after these looks. */
const after = (looks: readonly Look[]): readonly Visit[] =>
  looks.reduce<readonly Visit[]>((visits, one) => addLook(visits, one, '5 minutes'), []);

test('looks may come in any order, and never are more than ten visits kept', () => {
  const look = fc.record({
    at: fc.integer({ min: 0, max: 30 }).map((hours) => noon + hours * hour),
    seconds: fc.constantFrom(undefined, 30),
  });
  fc.assert(
    fc.property(fc.array(look, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (looks, keys) => {
      const shuffled = looks
        .map((one) => ({ one, key: keys.next().value! }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ one }) => one);
      const visits = after(looks);
      expect(visits.length).toBeLessThanOrEqual(10);
      expect(visits.map(({ at }) => at)).toEqual(visits.map(({ at }) => at).toSorted((a, b) => a - b));
      if (new Set(looks.map(({ at }) => at)).size <= 10) expect(after(shuffled)).toEqual(visits);
    }),
  );
});
