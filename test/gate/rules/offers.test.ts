import { expect, test } from 'vitest';
import { offerContradictions } from '../../../domain/offers/contradictions.ts';
import { defaultOffers, type OfferPolicy, type OffersPolicy } from '../../../domain/policy/offers.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { CodeHeld } from '../../../domain/rules/facts/offers.ts';
import { offer } from '../../../domain/rules/offers/offer.ts';
import { valueFromOrders } from '../../../domain/segments/value.ts';
import { cartTen } from '../world.ts';
import { context, hour, now } from './context.ts';
import { ruleTable, type Row } from './table.ts';

const day = 24 * hour;

const points: OfferPolicy = {
  ...cartTen,
  gives: { kind: 'loyalty', points: 200 },
  to: [],
  codes: { from: 'generated', prefix: 'POINTS-' },
};
const fiver: OfferPolicy = { ...cartTen, gives: { kind: 'amount', amount: 500 }, to: [] };

interface Case {
  readonly policy?: Partial<OfferPolicy>;
  readonly store?: Partial<OffersPolicy>;
  readonly facts?: Partial<NonNullable<RuleContext['offer']>>;
  readonly orders?: Parameters<typeof valueFromOrders>[0];
}

/** A customer with a basket of 60 EUR who never bought, and a message about ten percent for baskets of 50 EUR. */
const about = ({ policy, store, facts, orders = { count: 0, total: 0 } }: Case = {}): Partial<RuleContext> => ({
  policy: {
    ...defaultPolicy,
    offers: { ...defaultOffers, byId: { cartTen: { ...cartTen, ...policy }, points, fiver }, ...store },
  },
  buyer: { ...orders, ...valueFromOrders(orders, defaultPolicy.value, now) },
  offer: { asked: 'cartTen', basket: 6_000, currency: 'EUR', codes: [], found: {}, ...facts },
});

const code = (changes: Partial<CodeHeld> = {}): CodeHeld => ({
  id: 'code',
  offer: 'cartTen',
  at: now - 10 * day,
  expiresAt: now - 3 * day,
  terms: { gives: cartTen.gives, validity: cartTen.validity },
  used: false,
  boughtWithout: false,
  own: false,
  ...changes,
});

const strict: Partial<OfferPolicy> = { otherwise: 'withhold', whenEmpty: 'withhold' };
const vip = { count: 4, total: 80_000, lastAt: now - 30 * day };
const used = (id: string, at: number) => code({ id, at, used: true });

/** Whether a strict offer lets the message go; what a lenient one does is said below. */
const rows: readonly Row[] = [
  ['no offer', {}, 'pass'],
  ['none', about({ facts: { asked: 'none' } }), 'pass'],
  ['an offer that the shop does not have', about({ facts: { asked: 'gone' } }), 'pass'],
  ['a basket of enough', about({ policy: strict }), 'pass'],
  [
    'a basket of which nothing can be bought',
    about({ policy: { ...strict, to: [] }, facts: { basket: 0 } }),
    'no_offer',
  ],
  ['a basket of too little', about({ policy: strict, facts: { basket: 4_999 } }), 'no_offer'],
  ['a basket of too little, sent without', about({ facts: { basket: 4_999 } }), 'pass'],
  ['a basket in another currency', about({ policy: strict, facts: { basket: null } }), 'no_offer'],
  [
    'R32 just bought, also in a message that recent buyers get',
    about({ policy: strict, orders: { count: 1, total: 5_000, lastAt: now - 2 * day } }),
    'no_offer',
  ],
  ['R32 bought long enough ago', about({ policy: strict, orders: { ...vip, lastAt: now - 3 * day } }), 'pass'],
  [
    'R121 high value, within the ceiling',
    about({ policy: strict, store: { highValueCeiling: { percent: 10 } }, orders: vip }),
    'pass',
  ],
  [
    'R121 high value, above the ceiling',
    about({ policy: strict, store: { highValueCeiling: { percent: 9 } }, orders: vip }),
    'no_offer',
  ],
  [
    'R121 above the ceiling, with a benefit in its place',
    about({
      policy: { ...strict, instead: { offer: 'points', to: [] } },
      store: { highValueCeiling: { percent: 9 } },
      orders: vip,
    }),
    'pass',
  ],
  [
    'R290 proven to cost more than it brings, and the policy goes by it',
    about({ policy: { ...strict, whereItPays: true }, facts: { foreseen: { cartTen: 'costs' } } }),
    'no_offer',
  ],
  [
    'R290 the same, and the policy does not go by it',
    about({ policy: strict, facts: { foreseen: { cartTen: 'costs' } } }),
    'pass',
  ],
  [
    'R290 the same, of the tenth that is left to chance',
    about({ policy: { ...strict, whereItPays: true }, facts: { foreseen: { cartTen: 'costs' }, leftToChance: true } }),
    'pass',
  ],
  [
    'R290 another offer costs; of this one nothing is proven',
    about({ policy: { ...strict, whereItPays: true }, facts: { foreseen: { points: 'costs' } } }),
    'pass',
  ],
  [
    'R189 more than half of the basket',
    about({ policy: { ...strict, gives: { kind: 'amount', amount: 3_001 } } }),
    'no_offer',
  ],
  ['R189 half of the basket', about({ policy: { ...strict, gives: { kind: 'amount', amount: 3_000 } } }), 'pass'],
  [
    'R189 buys without using codes',
    about({ policy: strict, facts: { codes: ['a', 'b'].map((id) => code({ id, boughtWithout: true })) } }),
    'no_offer',
  ],
  [
    'R262 left two unused',
    about({
      policy: strict,
      store: { perCustomer: { codes: 9, period: '90 days' } },
      facts: { codes: [code({ id: 'a' }), code({ id: 'b' })] },
    }),
    'no_offer',
  ],
  [
    'R262 used one of them',
    about({
      policy: strict,
      store: { perCustomer: { codes: 9, period: '90 days' } },
      facts: { codes: [used('a', now - 9 * day), code({ id: 'b' })] },
    }),
    'pass',
  ],
  [
    'R220 holds a code of another offer',
    about({ policy: strict, facts: { codes: [code({ offer: 'fiver', expiresAt: now + day })] } }),
    'no_offer',
  ],
  [
    'R220 holds a code of an offer that may overlap',
    about({
      policy: { ...strict, mayOverlap: ['fiver'] },
      facts: { codes: [code({ offer: 'fiver', expiresAt: now + day })] },
    }),
    'pass',
  ],
  [
    'R14 two codes in the period',
    about({ policy: strict, facts: { codes: [used('a', now - day), used('b', now - 179 * day)] } }),
    'no_offer',
  ],
  [
    'R14 one of two codes is long ago',
    about({ policy: strict, facts: { codes: [used('a', now - day), used('b', now - 180 * day)] } }),
    'pass',
  ],
  [
    'R14 two codes in the period, one still valid: it is shown again',
    about({ policy: strict, facts: { codes: [code({ id: 'a', expiresAt: now + day }), used('b', now - 20 * day)] } }),
    'pass',
  ],
  ['no code left', about({ policy: strict, facts: { found: { cartTen: 'none left' } } }), 'no_code'],
  ['no code left, sent without', about({ facts: { found: { cartTen: 'none left' } } }), 'pass'],
  [
    'no code left, another offer instead',
    about({ policy: { ...strict, whenEmpty: { offer: 'fiver' } }, facts: { found: { cartTen: 'none left' } } }),
    'pass',
  ],
  [
    'the message carries its code already',
    about({ policy: strict, facts: { basket: 0, codes: [code({ own: true })] } }),
    'pass',
  ],
];
ruleTable(offer, rows);

const given = (changes: Partial<RuleContext>): string | undefined => {
  const { saw } = offer.judge(context(changes));
  return saw.offer;
};

test('R14 high baskets or new customers: over basket value, customer age and segment', () => {
  const to = [{ basketFrom: 15_000 }, { firstOrder: true }, { segments: ['dormant' as const], basketFrom: 8_000 }];
  const who = {
    prospect: { count: 0, total: 0 },
    'first-time': { count: 1, total: 4_000, lastAt: now - 10 * day },
    recurring: { count: 3, total: 9_000, lastAt: now - 10 * day },
    dormant: { count: 3, total: 9_000, lastAt: now - 200 * day },
    vip,
  };
  const table = Object.fromEntries(
    Object.entries(who).map(([name, orders]) => [
      name,
      [1, 7_999, 8_000, 14_999, 15_000].map(
        (basket) => given(about({ policy: { to }, orders, facts: { basket } })) ?? '-',
      ),
    ]),
  );
  expect(table).toEqual({
    prospect: ['cartTen', 'cartTen', 'cartTen', 'cartTen', 'cartTen'],
    'first-time': ['-', '-', '-', '-', 'cartTen'],
    recurring: ['-', '-', '-', '-', 'cartTen'],
    dormant: ['-', '-', 'cartTen', 'cartTen', 'cartTen'],
    vip: ['-', '-', '-', '-', 'cartTen'],
  });
});

test('R56 who is in the segments of the benefit gets it instead of money, and money when they may not get it', () => {
  const instead = { offer: 'points', to: ['vip' as const] };
  expect(given(about({ policy: { instead }, orders: vip }))).toBe('points');
  expect(given(about({ policy: { instead } }))).toBe('cartTen');
  const spent = { found: { points: 'none left' as const } };
  expect(given(about({ policy: { instead }, orders: vip, facts: spent }))).toBe('cartTen');
});

test('R275 a code given before is shown again on its own terms, or replaced, as the offer says', () => {
  const before = code({ expiresAt: now + day, terms: { ...cartTen, gives: { kind: 'percent', percent: 5 } } });
  const again = (afterChange: OfferPolicy['afterChange']) =>
    offer.judge(context(about({ policy: { afterChange }, facts: { codes: [before] } }))).saw;
  expect(again('keep')).toMatchObject({ gives: { percent: 5 }, until: new Date(now + day).toISOString() });
  expect(again('adopt')).toMatchObject({ gives: { percent: 10 } });
});

test.each<[string, Partial<OfferPolicy>, Partial<OffersPolicy>, string]>([
  ['another discount in its place', { instead: { offer: 'fiver', to: [] } }, {}, 'must be a benefit'],
  ['an offer in its place that is not there', { instead: { offer: 'gone', to: [] } }, {}, 'there is no offer "gone"'],
  ['itself when it is empty', { whenEmpty: { offer: 'cartTen' } }, {}, 'leads back to this offer'],
  ['an overlap that only one of two wants', { mayOverlap: ['fiver'] }, {}, 'does not say that it may overlap'],
  ['an alarm without a pool', { alarmBelow: 5 }, {}, 'is about a pool'],
  [
    'VIPs alone above their ceiling',
    { to: [{ segments: ['vip'] }] },
    { highValueCeiling: { percent: 5 } },
    'above the ceiling',
  ],
])('R220 a policy that wants %s is contradictory', (_what, changes, store, expected) => {
  const policy: OffersPolicy = {
    ...defaultOffers,
    ...store,
    byId: { cartTen: { ...cartTen, ...changes }, points, fiver },
  };
  expect(offerContradictions({ ...policy, byId: { ...policy.byId, cartTen } }).length).toBe(0);
  expect(offerContradictions(policy).map(({ message }) => message)).toEqual([expect.stringContaining(expected)]);
});

test('R220 two offers with one code are contradictory', () => {
  const fixed: OfferPolicy = { ...cartTen, codes: { from: 'fixed', code: 'SUMMER' } };
  const found = offerContradictions({ ...defaultOffers, byId: { one: fixed, two: { ...fixed } } });
  expect(found).toEqual([{ path: ['byId', 'two', 'codes', 'code'], message: 'is the code of offer "one" already' }]);
});
