import { expect, test } from 'vitest';
import { type Follow, nextCategories } from '../../domain/products/next-category.ts';
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
