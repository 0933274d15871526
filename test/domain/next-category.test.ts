import { expect, test } from 'vitest';
import { type Follow, nextCategories } from '../../domain/products/next-category.ts';
import { byHousehold, readReceiptLines } from '../scoring/data/complete-journey/read-lines.ts';
import { type Random, seededRandom } from '../../domain/random.ts';

const follow = (category: string, next: string, customers: number): Follow => ({ category, next, customers });

test('R46 what most went to next comes first, the newest purchase counts most, and what they have bought from is no discovery', () => {
  const follows = [
    follow('shoes', 'socks', 60),
    follow('shoes', 'watches', 40),
    follow('tents', 'stoves', 90),
    follow('tents', 'shoes', 10),
  ];
  expect(nextCategories(['shoes'], follows, 2)).toEqual(['socks', 'watches']);
  expect(nextCategories(['tents', 'shoes'], follows, 3)).toEqual(['stoves', 'socks', 'watches']);
  expect(nextCategories(['hats'], follows, 3)).toEqual([]);
});

/** A shop with a dozen categories: whoever bought of one goes on to some of the others far more often than to the rest. */
const categories = Array.from({ length: 12 }, (_, index) => `category-${index}`);

const nextOf = (category: string, random: Random): string => {
  const at = categories.indexOf(category);
  // Three out of four go on to one of three neighbours, the others anywhere.
  const step = random() < 0.75 ? 1 + Math.floor(random() * 3) : 1 + Math.floor(random() * (categories.length - 1));
  return categories[(at + step) % categories.length]!;
};

const historyOf = (random: Random): readonly string[] => {
  const history = [categories[Math.floor(random() * categories.length)]!];
  while (history.length < 4) history.push(nextOf(history.at(-1)!, random));
  return history;
};

test('R46 three guesses find the category that is bought next twice as often as three drawn at random', () => {
  const seed = 46;
  const random = seededRandom(seed);
  const counts = new Map<string, number>();
  for (let customer = 0; customer < 2_000; customer++) {
    const history = historyOf(random);
    for (const [index, category] of history.slice(0, -1).entries()) {
      const key = `${category} ${history[index + 1]}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const follows = [...counts].map(([key, customers]) => follow(key.split(' ')[0]!, key.split(' ')[1]!, customers));
  const hits = { model: 0, random: 0, of: 0 };
  for (let customer = 0; customer < 2_000; customer++) {
    const history = historyOf(random);
    const bought = [...new Set(history.slice(0, -1).toReversed())];
    const next = history.at(-1)!;
    if (bought.includes(next)) continue;
    const others = categories.filter((one) => !bought.includes(one));
    const drawn = others.toSorted(() => random() - 0.5).slice(0, 3);
    hits.of += 1;
    hits.model += Number(nextCategories(bought, follows, 3).includes(next));
    hits.random += Number(drawn.includes(next));
  }
  console.log(`seed ${seed}: ${hits.model} of ${hits.of} found, ${hits.random} at random`);
  expect(hits.model).toBeGreaterThan(2 * hits.random);
});

/** As the database counts them: of each order the next one of the same customer; fewer than three customers tell nothing. */
const followsOf = (households: readonly (readonly ReadonlySet<string>[])[]): readonly Follow[] => {
  const counted = new Map<string, Map<string, number>>();
  for (const receipts of households) {
    const own = new Set<string>();
    for (const [index, receipt] of receipts.slice(0, -1).entries())
      for (const category of receipt)
        for (const next of receipts[index + 1]!) if (category !== next) own.add(`${category}\n${next}`);
    for (const pair of own) {
      const [category, next] = pair.split('\n') as [string, string];
      const of = counted.get(category) ?? new Map<string, number>();
      counted.set(category, of.set(next, (of.get(next) ?? 0) + 1));
    }
  }
  return [...counted].flatMap(([category, of]) =>
    [...of]
      .filter(([, customers]) => customers >= 3)
      .toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
      .slice(0, 10)
      .map(([next, customers]) => follow(category, next, customers)),
  );
};

/** The chance that `guesses` of `all`, drawn at random, have one of `right`. */
const byChance = (all: number, right: number, guesses: number): number => {
  let missed = 1;
  for (let guess = 0; guess < guesses; guess++) missed *= Math.max(0, all - right - guess) / (all - guess);
  return 1 - missed;
};

test('R46 on real receipts: what nobody of a household bought before is found among three guesses many times more often than by chance', () => {
  const households = [...byHousehold(readReceiptLines()).values()].map((lines) => {
    const receipts = new Map<number, Set<string>>();
    for (const { minute, category } of lines)
      if (category !== '') receipts.set(minute, (receipts.get(minute) ?? new Set()).add(category));
    return [...receipts].toSorted(([a], [b]) => a - b).map(([, receipt]) => receipt);
  });
  const taught = households.filter((_, index) => index % 2 === 0);
  const follows = followsOf(taught);
  const everything = new Map<string, number>();
  for (const category of taught.flatMap((receipts) => receipts.flatMap((receipt) => [...receipt])))
    everything.set(category, (everything.get(category) ?? 0) + 1);
  const popular = [...everything].toSorted(([, one], [, other]) => other - one).map(([category]) => category);
  const hits = { model: 0, chance: 0, popular: 0, of: 0 };
  for (const receipts of households.filter((_, index) => index % 2 === 1)) {
    let bought: readonly string[] = [];
    for (const [index, receipt] of receipts.entries()) {
      const found = [...receipt].filter((category) => !bought.includes(category) && everything.has(category));
      if (index > 0 && found.length > 0) {
        const hit = (guesses: readonly string[]) => Number(guesses.some((guess) => found.includes(guess)));
        const others = popular.filter((category) => !bought.includes(category));
        hits.of += 1;
        // The gate reads the newest twenty; what was bought before them may be proposed again, and is no find.
        hits.model += hit(nextCategories(bought.slice(0, 20), follows, 3));
        hits.popular += hit(others.slice(0, 3));
        hits.chance += byChance(others.length, found.length, 3);
      }
      // The newest first, as the database reads them.
      bought = [...receipt, ...bought.filter((category) => !receipt.has(category))];
    }
  }
  const share = (count: number) => `${((100 * count) / hits.of).toFixed(1)} %`;
  console.log(
    `${hits.of} receipts with something new, ${everything.size} categories: found ${share(hits.model)}, what is popular ${share(hits.popular)}, by chance ${share(hits.chance)}`,
  );
  expect(hits.of).toBeGreaterThan(5_000);
  expect(hits.model).toBeGreaterThan(3 * hits.chance);
});
