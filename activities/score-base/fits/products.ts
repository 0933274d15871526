import type { Database, Queries } from '../../../db/client.ts';
import { type GapRow, readGaps, readRebuyers, type RebuyRow } from '../../../db/scoring/fit-rows.ts';
import { replaceProductLevels } from '../../../db/scoring/product-levels.ts';
import type { ProductId, StoreId } from '../../../domain/ids.ts';
import type { ProductLevel } from '../../../domain/purchases/usual-gap.ts';
import { type FitOutcome, tooLittle } from '../../../domain/scores/models.ts';
import type { GapModel } from '../../scoring/replenishment/gap-model.ts';
import type { Candidate, FitRequest, InUse, Last } from './candidate.ts';
import { byProduct, type GapColumns, levelsOf } from './off-thread/judge-products.ts';
import { judgeOffThread } from './off-thread/off-thread.ts';

/** When customers need a product again; the baseline is what the catalogue says. */
export const fitProducts = async (
  db: Database,
  { store, days, from, to, share, signal }: FitRequest,
  last: Last | undefined,
): Promise<Candidate | FitOutcome> => {
  const rows = await readGaps(db, { store, until: to, share });
  const observations = rows.reduce((all, { count }) => all + count, 0);
  const short = tooLittle('products', { gaps: observations, days });
  if (short) return short;
  const { products, gaps } = columnsOf(rows);
  const inUse = last?.parameters as unknown as GapModel | undefined;
  const judged = await judgeOffThread('products', { gaps, ...(inUse && { last: inUse }) }, signal);
  const { sigma, tau, omega, mu, logLikelihood } = judged.model;
  return {
    kind: 'products',
    name: 'gaps',
    customers: rows.length,
    observations,
    estimates: { parameters: { sigma, tau, omega, mu }, standardErrors: {}, logLikelihood },
    holdout: {
      unseen: 'other customers',
      from,
      to,
      count: judged.own.count,
      measure: 'mae',
      error: judged.own.mae,
      baseline: { name: 'catalogue', error: judged.baseline.mae },
      ...(last && judged.last && { last: { version: last.version, error: judged.last.mae } }),
      foreseen: judged.own.said,
      actual: judged.own.actual,
    },
    after: async (queries, { id }) => {
      const levels = id === last?.id ? judged.lastLevels! : judged.levels;
      await writeLevels(queries, store, id, byName(products, levels), await readRebuyers(db, store));
    },
  };
};

/** Writes what a model of gaps knows of each product of a store, from all of its past. */
export const levelProducts = async (
  db: Database,
  queries: Queries,
  { store, to }: Pick<FitRequest, 'store' | 'to'>,
  { id, parameters }: InUse,
): Promise<void> => {
  const { products, gaps } = columnsOf(await readGaps(db, { store, until: to, share: 1 }));
  const levels = levelsOf(parameters as unknown as GapModel, byProduct(gaps, gaps.product.keys()));
  await writeLevels(queries, store, id, byName(products, levels), await readRebuyers(db, store));
};

const byName = (products: readonly string[], levels: readonly ProductLevel[]): ReadonlyMap<string, ProductLevel> =>
  new Map(products.map((product, at) => [product, levels[at]!]));

const writeLevels = async (
  queries: Queries,
  store: StoreId,
  modelId: string,
  levels: ReadonlyMap<string, ProductLevel>,
  buyers: readonly RebuyRow[],
): Promise<void> => {
  const rows = buyers.flatMap(({ productId, ...shares }) => {
    const level = levels.get(productId);
    return level ? [{ productId: productId as ProductId, modelId, ...level, ...shares }] : [];
  });
  await replaceProductLevels(queries, store, rows);
};

const columnsOf = (rows: readonly GapRow[]): { readonly products: readonly string[]; readonly gaps: GapColumns } => {
  const places = new Map<string, number>();
  const nominalDays: number[] = [];
  const product = Int32Array.from(rows, ({ productId, nominalDays: nominal }) => {
    const known = places.get(productId);
    if (known !== undefined) return known;
    places.set(productId, nominalDays.length);
    return nominalDays.push(nominal ?? Number.NaN) - 1;
  });
  return {
    products: [...places.keys()],
    gaps: {
      nominalDays: Float64Array.from(nominalDays),
      product,
      judges: Uint8Array.from(rows, ({ judges }) => Number(judges)),
      count: Float64Array.from(rows, ({ count }) => count),
      sum: Float64Array.from(rows, ({ sum }) => sum),
      sumOfSquares: Float64Array.from(rows, ({ sumOfSquares }) => sumOfSquares),
      lastDays: Float64Array.from(rows, ({ lastDays }) => lastDays),
      lastUnits: Float64Array.from(rows, ({ lastUnits }) => lastUnits),
    },
  };
};
