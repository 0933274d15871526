import { basename } from 'node:path';
import { type Baskets, fitNextCategory } from '../../../activities/scoring/signals/fit-next-category.ts';
import { leastCounted } from '../../../domain/scores/signals/levels.ts';
import { ScoreFileError } from '../file-error.ts';
import { readTable } from '../read-table.ts';
import { compareSurprise } from './surprise.ts';

export interface NextCategoryOptions {
  /** A file with the category of each product, where the log has none. */
  readonly products?: string;
  readonly json?: true;
}

/** Of the policy `signals`, `surprise`: those that are compared. */
const degrees = [0, 0.25, 0.5, 0.75, 1];

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(10);

/**
 * `npm run score -- next-category`: how often the category of the next order is foreseen, beside naming what is popular. The
 * last order of each customer is foreseen from those before; one half of the customers chooses, the other is judged (R289).
 */
export const nextCategory = async (path: string, { products, json }: NextCategoryOptions): Promise<void> => {
  const customers = await readBaskets(path, products);
  const fit = fitNextCategory(customers, leastCounted.next);
  if (!fit)
    throw new ScoreFileError(
      `${basename(path)} has too few customers with a second order and a category: ${leastCounted.next} are needed.`,
    );
  const surprise = compareSurprise(customers, degrees, leastCounted.next);
  const { by, chain, prior, holdout } = fit;
  const found = {
    customers: customers.length,
    by,
    chain,
    strength: prior.strength,
    holdout,
    surprise: surprise && { degrees, ...surprise },
  };
  if (json) return console.log(JSON.stringify(found, null, 2));
  console.log(
    `${basename(path)}: the next of ${holdout.count} orders of customers whom the choice has not seen, ${Object.keys(prior.usual).length} categories`,
  );
  console.log(`${''.padEnd(12)}${'first'.padStart(10)}${'of three'.padStart(10)}`);
  console.log(`${'model'.padEnd(12)}${percent(holdout.hit)}${percent(holdout.hitOfThree)}`);
  console.log(`${'popular'.padEnd(12)}${percent(holdout.baseline.hit)}${percent(holdout.baseline.hitOfThree)}`);
  if (surprise) {
    console.log(`three proposals for the last order of each, by how far what everybody buys counts less:`);
    console.log(['', 'come', 'unexpected', 'novelty', 'coverage'].map((one) => one.padStart(12)).join(''));
    const rows = [
      ['popular', surprise.popular] as const,
      ...surprise.byDegree.map((own, i) => [String(degrees[i]), own] as const),
    ];
    for (const [name, { hits, unexpectedHits, novelty, coverage }] of rows)
      console.log(
        [name, percent(hits), percent(unexpectedHits), `${novelty.toFixed(2)} bits`, percent(coverage)]
          .map((one) => one.padStart(12))
          .join(''),
      );
  }
  console.log(
    `In use: ${by}. The last category speaks ${chain * 100} %, one's own habit the rest, drawn toward the shop's by ${prior.strength.toFixed(1)} purchases.`,
  );
};

const readBaskets = async (path: string, products: string | undefined): Promise<readonly Baskets[]> => {
  const categories = products === undefined ? undefined : await readCategories(products);
  const customers = new Map<string, Map<string, Set<string>>>();
  const columns = [
    ['customer_id', 'household_id'],
    ['date', 'placed_at', 'ts'],
    categories ? ['product_id'] : ['category'],
  ];
  for await (const { cells } of readTable(path, columns)) {
    const at = cells['date'] ?? cells['placed_at'] ?? cells['ts'] ?? '';
    const category = categories ? categories.get(cells['product_id'] ?? '') : cells['category'];
    const customer = cells['customer_id'] ?? cells['household_id'] ?? '';
    if (!category) continue;
    const orders = customers.get(customer) ?? new Map<string, Set<string>>();
    orders.set(at, (orders.get(at) ?? new Set()).add(category));
    customers.set(customer, orders);
  }
  return Array.from(customers.values(), (orders) =>
    [...orders].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, basket]) => [...basket]),
  );
};

const readCategories = async (path: string): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for await (const { cells } of readTable(path, [['product_id'], ['category', 'product_category']]))
    found.set(cells['product_id']!, cells['category'] ?? cells['product_category'] ?? '');
  return found;
};
