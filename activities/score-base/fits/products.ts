import type { Database, Queries } from '../../../db/client.ts';
import { type GapRow, readGaps, readRebuyers, type RebuyRow } from '../../../db/scoring/fit-rows.ts';
import { replaceProductLevels } from '../../../db/scoring/product-levels.ts';
import type { ProductId, StoreId } from '../../../domain/ids.ts';
import { median } from '../../../domain/purchases/median.ts';
import { usualGap } from '../../../domain/purchases/usual-gap.ts';
import { type FitOutcome, tooLittle } from '../../../domain/scores/models.ts';
import { errorsOf } from '../../scoring/holdout/errors.ts';
import { fitProductGaps } from '../../scoring/replenishment/fit-gaps.ts';
import type { GapSums } from '../../scoring/replenishment/gap.ts';
import { type GapModel, productLevel } from '../../scoring/replenishment/gap-model.ts';
import type { Candidate, FitRequest, InUse, Last } from './candidate.ts';

/**
 * When customers need a product again. One half of the customers teaches, and of each of the other half the last gap is
 * foreseen from their own before it; the baseline is what the catalogue says times the units, and where it says nothing the
 * median of those who teach.
 */
export const fitProducts = async (
  db: Database,
  { store, days, from, to, share }: FitRequest,
  last: Last | undefined,
): Promise<Candidate | FitOutcome> => {
  const rows = await readGaps(db, { store, until: to, share });
  const gaps = rows.reduce((all, { count }) => all + count, 0);
  const short = tooLittle('products', { gaps, days });
  if (short) return short;
  const taught = byProduct(rows.filter(({ judges }) => !judges));
  const typical = Math.exp(median(rows.flatMap(({ judges, count, sum }) => (judges ? [] : [sum / count]))) ?? 0);
  const judged = rows.filter(({ judges }) => judges);
  const errors = (say: (row: GapRow) => number) =>
    errorsOf({
      said: judged.map((row) => row.lastUnits * say(row)),
      actual: judged.map(({ lastDays }) => lastDays),
      weight: judged.map(() => 1),
    });
  const by = (model: GapModel) =>
    errors((row) => {
      const product = taught.get(row.productId) ?? { ...nominalOf(row), customers: [] };
      return Math.exp(usualGap(model, productLevel(model, product), before(row)).mean);
    });
  const own = by(fitProductGaps([...taught.values()]));
  const baseline = errors(({ nominalDays }) => nominalDays ?? typical);
  const used = last && by(last.parameters as unknown as GapModel);

  const all = byProduct(rows);
  const { sigma, tau, omega, mu, logLikelihood } = fitProductGaps([...all.values()]);
  return {
    kind: 'products',
    name: 'gaps',
    customers: rows.length,
    observations: gaps,
    estimates: { parameters: { sigma, tau, omega, mu }, standardErrors: {}, logLikelihood },
    holdout: {
      unseen: 'other customers',
      from,
      to,
      count: own.count,
      measure: 'mae',
      error: own.mae,
      baseline: { name: 'catalogue', error: baseline.mae },
      ...(used && { last: { version: last.version, error: used.mae } }),
      foreseen: own.said,
      actual: own.actual,
    },
    after: async (queries, inUse) => writeLevels(queries, store, inUse, all, await readRebuyers(db, store)),
  };
};

/** The gaps before the last. */
const before = ({ count, sum, lastDays, lastUnits }: GapRow) => ({
  count: count - 1,
  sum: sum - Math.log(lastDays / lastUnits),
});

/** Writes what a model of gaps knows of each product of a store, from all of its past. */
export const levelProducts = async (
  db: Database,
  queries: Queries,
  { store, to }: Pick<FitRequest, 'store' | 'to'>,
  model: InUse,
): Promise<void> => {
  const rows = await readGaps(db, { store, until: to, share: 1 });
  await writeLevels(queries, store, model, byProduct(rows), await readRebuyers(db, store));
};

const writeLevels = async (
  queries: Queries,
  store: StoreId,
  { id, parameters }: InUse,
  products: ReadonlyMap<string, Product>,
  buyers: readonly RebuyRow[],
): Promise<void> => {
  const levels = buyers.flatMap(({ productId, ...shares }) => {
    const product = products.get(productId);
    if (!product) return [];
    const level = productLevel(parameters as unknown as GapModel, product);
    return [{ productId: productId as ProductId, modelId: id, ...level, ...shares }];
  });
  await replaceProductLevels(queries, store, levels);
};

interface Product {
  readonly nominalDays?: number;
  readonly customers: GapSums[];
}

const nominalOf = ({ nominalDays }: GapRow): { readonly nominalDays?: number } =>
  nominalDays === null ? {} : { nominalDays };

const byProduct = (rows: readonly GapRow[]): ReadonlyMap<string, Product> => {
  const found = new Map<string, Product>();
  for (const row of rows) {
    const product = found.get(row.productId) ?? { ...nominalOf(row), customers: [] };
    product.customers.push(row);
    found.set(row.productId, product);
  }
  return found;
};
