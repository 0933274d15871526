import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { upliftOfOffer } from '../../../domain/uplift/draws.ts';
import { fitUplift, leastUplift } from '../../../domain/uplift/fit-uplift.ts';
import { foresee } from '../../../domain/uplift/foresee.ts';
import { upliftGroup } from '../../../domain/uplift/group.ts';
import { rankingOf } from '../../../domain/uplift/qini.ts';
import { effectsOf } from '../../../domain/uplift/stratum.ts';
import { type DrawnShop, drawShop, truthOf } from './simulated-shop.ts';

/** Who goes by prices comes for them; who does not buys at full price, and a discount is given away. */
const mixed: DrawnShop = {
  customers: 20_000,
  margin: 2_000,
  discount: 500,
  share: 0.5,
  reactions: [
    { outer: 'sensitive', group: 'loyal', part: 0.1, without: 0.1, offered: 0.22 },
    { outer: 'sensitive', group: 'occasional', part: 0.15, without: 0.05, offered: 0.12 },
    { outer: 'sensitive', group: 'dormant', part: 0.05, without: 0.02, offered: 0.05 },
    { outer: 'indifferent', group: 'loyal', part: 0.15, without: 0.25, offered: 0.26 },
    { outer: 'indifferent', group: 'occasional', part: 0.2, without: 0.12, offered: 0.125 },
    { outer: 'indifferent', group: 'dormant', part: 0.05, without: 0.03, offered: 0.035 },
    { outer: 'unknown', group: 'never', part: 0.3, without: 0.04, offered: 0.06 },
  ],
};
/** Everybody reacts alike. */
const even: DrawnShop = {
  ...mixed,
  reactions: mixed.reactions.map((one) => ({ ...one, without: 0.1, offered: 0.13 })),
};

const runs = 200;

/** What 200 shops of the same truth come to: how often intervals hold it, and how often something wrong is said. */
const play = (shop: DrawnShop, seed: number) => {
  const sums = { holds: 0, said: 0, wrong: 0, error: 0, rawError: 0, qini: 0, ranked: 0 };
  for (let run = 0; run < runs; run++) {
    const { margin } = drawShop(shop, seed * 1_000_003 + run);
    const fit = fitUplift(margin)!;
    const raw = effectsOf(margin);
    sums.qini += fit.ranking.qini.value / runs;
    sums.ranked += Number(fit.by === 'groups') / runs;
    for (const reaction of shop.reactions) {
      const { outer, group } = reaction;
      const truth = truthOf(shop, reaction).margin;
      const { value, low, high } = fit.groups[`${outer}/${group}`]!;
      const part = 1 / (runs * shop.reactions.length);
      sums.holds += part * Number(low <= truth && truth <= high);
      sums.said += part * Number(low > 0 || high < 0);
      sums.wrong += part * Number((low > 0 && truth < 0) || (high < 0 && truth > 0));
      sums.error += part * (value - truth) ** 2;
      sums.rawError += part * (raw.find((one) => one.outer === outer && one.group === group)!.value - truth) ** 2;
    }
  }
  return { ...sums, error: Math.sqrt(sums.error), rawError: Math.sqrt(sums.rawError) };
};

describe('R290: how customers react to a discount, by offers that chance gave', () => {
  test('where groups differ, they are told apart in every shop, and next to nothing wrong is said', () => {
    const { holds, said, wrong, qini, ranked } = play(mixed, 1);
    console.log(
      `groups differ: 95 % intervals hold ${holds.toFixed(3)}, said of ${said.toFixed(3)}, wrongly ${wrong.toFixed(4)}, Qini ${qini.toFixed(1)}`,
    );
    expect(holds).toBeGreaterThan(0.92);
    expect(said).toBeGreaterThan(0.6);
    expect(wrong).toBeLessThan(0.005);
    expect(ranked).toBeGreaterThan(0.99);
  });

  test('where all react alike, the order of groups is worth nothing and is seldom called more; shrinkage halves the error', () => {
    const { holds, wrong, ranked, error, rawError } = play(even, 2);
    console.log(
      `alike: intervals hold ${holds.toFixed(3)}, ranked ${ranked.toFixed(3)}, error ${error.toFixed(1)}, of plain differences ${rawError.toFixed(1)}`,
    );
    expect(holds).toBeGreaterThan(0.95);
    expect(wrong).toBeLessThan(0.005);
    expect(ranked).toBeLessThan(0.05);
    expect(error).toBeLessThan(rawError / 2);
  });

  test('an offer only where it pays brings more margin than to everybody, or to nobody', () => {
    const { margin } = drawShop(mixed, 77);
    const fit = fitUplift(margin)!;
    const gain = (give: (name: string) => boolean): number =>
      mixed.reactions.reduce((sum, one) => {
        const truth = truthOf(mixed, one).margin;
        return sum + (give(`${one.outer}/${one.group}`) ? one.part * truth : 0);
      }, 0);
    const everybody = gain(() => true);
    // Of all together it is the plain difference, exact though groups differ; of a group not seen it is vague.
    expect(fit.all.low).toBeLessThan(everybody);
    expect(fit.all.high).toBeGreaterThan(everybody);
    expect(fit.another.high - fit.another.low).toBeGreaterThan(2 * (fit.all.high - fit.all.low));
    const wherePays = gain((name) => !(fit.groups[name]!.high < 0));
    expect(wherePays).toBeGreaterThan(everybody + 20);
    expect(wherePays).toBeGreaterThan(20);
  });

  test('the area of an order is that of its curve over the line of chance', () => {
    // Two groups of equal size: 0.2 more in the first, none in the second. The curve: 0, 0.1 at one half, 0.1 at the end.
    const [first, second] = (['a', 'b'] as const).map((group) => ({
      outer: 'all',
      group,
      value: group === 'a' ? 0.2 : 0,
      variance: 0.0004,
      without: 0.1,
      offered: 500,
      control: 500,
    }));
    const right = rankingOf(
      [first!, second!],
      new Map([
        ['all/a', 1],
        ['all/b', 0],
      ]),
    );
    const wrong = rankingOf(
      [first!, second!],
      new Map([
        ['all/a', 0],
        ['all/b', 1],
      ]),
    );
    const tied = rankingOf([first!, second!], new Map());
    const area = 0.1 / 2 / 2 + 0.1 / 2 - 0.1 / 2;
    expect(right.qini[0]).toBeCloseTo(area, 12);
    expect(wrong.qini[0]).toBeCloseTo(-area, 12);
    expect(tied.qini).toEqual([0, 0]);
    expect(right.qini[1]).toBeCloseTo(2 * (0.5 * 0.25) ** 2 * 0.0004, 12);
    expect(right.top[0]).toBeCloseTo(0.2, 12);
    expect(right.all[0]).toBeCloseTo(0.1, 12);
  });

  const drawn = { experiment: 'cartAbandonment/cart-offer', version: null, known: null, mean: 300, variance: 90_000 };
  const counted = { offer: 'cartTen', windowDays: 28, money: 'margin' } as const;
  const arms = (customers: number, buyers: number) =>
    (['none', 'cartTen'] as const).flatMap((arm) =>
      ([0, 1] as const).map((half) => ({ ...drawn, arm, half, customers, buyers })),
    );

  test('below the least amounts nothing is said, and what there is is told', () => {
    const { customers, buyers } = leastUplift;
    const few = upliftOfOffer(arms(customers / 2 - 1, buyers), counted);
    expect(few).toMatchObject({ fits: null, has: { customers: customers - 2, buyers: buyers * 2 } });
    expect(foresee(few, upliftGroup({}))).toBeNull();
    expect(upliftOfOffer(arms(customers, buyers / 2 - 1), counted).fits).toBeNull();
    expect(upliftOfOffer(arms(customers / 2, buyers / 2), counted).fits).not.toBeNull();
  });

  test('codes that were given without a draw, however many were used, say nothing', () => {
    const given = arms(10_000, 5_000).filter(({ arm }) => arm === 'cartTen');
    expect(upliftOfOffer(given, counted)).toMatchObject({ fits: null, has: { customers: 0, experiments: [] } });
  });

  const version = (of: number, offered: number, mean: number) =>
    (['none', 'cartTen'] as const).flatMap((arm) =>
      ([0, 1] as const).map((half) => {
        const customers = arm === 'none' ? 10_000 - offered : offered;
        return { ...drawn, version: of, arm, half, mean, customers, buyers: customers / 10 };
      }),
    );

  test('draws with other shares are compared each with itself', () => {
    // Within each version nothing happens; the better half of the year got the offer nine times of ten.
    const { fits } = upliftOfOffer([...version(1, 1_000, 200), ...version(2, 9_000, 800)], counted);
    expect(fits!.margin.all.value).toBeCloseTo(0, 9);
  });

  test('of a group that nobody was drawn of, the answer is a wider one’s; without a margin only a loss is said', () => {
    const { orders, margin } = drawShop(mixed, 5);
    const fits = { orders: fitUplift(orders)!, margin: fitUplift(margin)! };
    const at = (priceSensitive: boolean | null, rfmGroup: 'champions' | 'lost' | null, money: 'margin' | 'revenue') =>
      foresee({ fits, money }, upliftGroup({ priceSensitive, rfmGroup }))!;
    expect(at(true, 'champions', 'margin')).toMatchObject({
      group: 'sensitive/loyal',
      says: 'brings',
      margin: { level: 'group' },
    });
    expect(at(false, 'champions', 'margin')).toMatchObject({ says: 'costs' });
    expect(at(true, null, 'margin').margin.level).toBe('outer');
    expect(at(true, 'champions', 'revenue').says).toBe('unknown');
    expect(at(false, 'champions', 'revenue').says).toBe('costs');
  });

  test('figures that cannot be are left out, and nothing is ever NaN', () => {
    const figure = fc.oneof(fc.double(), fc.constantFrom(0, -1, Number.NaN, Infinity, 1e300, 5));
    const arm = fc.record({ customers: figure, mean: figure, variance: figure });
    const stratum = fc.record({
      outer: fc.constantFrom('a', 'b'),
      group: fc.constantFrom('x', 'y'),
      half: fc.constantFrom(0 as const, 1 as const),
      offered: arm,
      control: arm,
    });
    fc.assert(
      fc.property(fc.array(stratum, { maxLength: 8 }), (strata) => {
        const fit = fitUplift(strata);
        expect(JSON.stringify(fit) ?? '').not.toContain('null');
      }),
      { numRuns: 300 },
    );
  });
});
