import { median } from '../../../../domain/purchases/median.ts';
import { type ProductLevel, usualGap } from '../../../../domain/purchases/usual-gap.ts';
import { errorsOf, type Errors } from '../../../scoring/holdout/errors.ts';
import { fitProductGaps } from '../../../scoring/replenishment/fit-gaps.ts';
import type { GapSums } from '../../../scoring/replenishment/gap.ts';
import { type GapModel, productLevel, type ProductGaps } from '../../../scoring/replenishment/gap-model.ts';

/** The gaps of a customer with a product, one a row; columns of numbers are handed to another thread without a copy. */
export interface GapColumns {
  /** Of each product the days that the catalogue says a unit lasts; NaN where it says nothing. */
  readonly nominalDays: Float64Array;
  /** Of each row, which of the products it is about. */
  readonly product: Int32Array;
  /** 1: of the half of the customers by whom a model of the others' gaps is judged. */
  readonly judges: Uint8Array;
  readonly count: Float64Array;
  readonly sum: Float64Array;
  readonly sumOfSquares: Float64Array;
  /** The last gap, and the units bought at its beginning. */
  readonly lastDays: Float64Array;
  readonly lastUnits: Float64Array;
}

export interface ProductsToJudge {
  readonly gaps: GapColumns;
  /** The model in use. */
  readonly last?: GapModel;
}

export interface JudgedProducts {
  readonly model: GapModel;
  /** Of the last gaps of those who judge: by this model, by the catalogue, and by the model in use. */
  readonly own: Errors;
  readonly baseline: Errors;
  readonly last?: Errors;
  /** Of each product, in their order, by this model and by the one in use. */
  readonly levels: readonly ProductLevel[];
  readonly lastLevels?: readonly ProductLevel[];
}

/**
 * Fits when customers need a product again, and how well it would have been foreseen. One half of the customers teaches, and
 * of each of the other half the last gap is foreseen from their own before it; the baseline is what the catalogue says times
 * the units, and where it says nothing the median of those who teach.
 */
export const judgeProducts = ({ gaps, last }: ProductsToJudge): JudgedProducts => {
  const rows = Array.from(gaps.product.keys());
  const judges = rows.filter((row) => gaps.judges[row] === 1);
  const teachers = rows.filter((row) => gaps.judges[row] === 0);
  const taught = byProduct(gaps, teachers);
  const typical = Math.exp(median(teachers.map((row) => gaps.sum[row]! / gaps.count[row]!)) ?? 0);
  const errors = (say: (row: number) => number): Errors =>
    errorsOf({
      said: judges.map((row) => gaps.lastUnits[row]! * say(row)),
      actual: judges.map((row) => gaps.lastDays[row]!),
      weight: judges.map(() => 1),
    });
  const by = (model: GapModel): Errors => {
    const levels = levelsOf(model, taught);
    return errors((row) => Math.exp(usualGap(model, levels[gaps.product[row]!]!, before(gaps, row)).mean));
  };
  const all = byProduct(gaps, rows);
  const model = fitProductGaps(all);
  return {
    own: by(fitProductGaps(taught)),
    baseline: errors((row) => {
      const nominal = gaps.nominalDays[gaps.product[row]!]!;
      return Number.isNaN(nominal) ? typical : nominal;
    }),
    ...(last && { last: by(last), lastLevels: levelsOf(last, all) }),
    model,
    levels: levelsOf(model, all),
  };
};

export const levelsOf = (model: GapModel, products: readonly ProductGaps[]): readonly ProductLevel[] =>
  products.map((product) => productLevel(model, product));

/** Every product with the gaps of these rows, also one that none of them is about. */
export const byProduct = (gaps: GapColumns, rows: Iterable<number>): readonly ProductGaps[] => {
  const customers: GapSums[][] = Array.from(gaps.nominalDays, () => []);
  for (const row of rows)
    customers[gaps.product[row]!]!.push({
      count: gaps.count[row]!,
      sum: gaps.sum[row]!,
      sumOfSquares: gaps.sumOfSquares[row]!,
    });
  return customers.map((own, at) => {
    const nominalDays = gaps.nominalDays[at]!;
    return Number.isNaN(nominalDays) ? { customers: own } : { nominalDays, customers: own };
  });
};

/** The gaps before the last. */
const before = ({ count, sum, lastDays, lastUnits }: GapColumns, row: number) => ({
  count: count[row]! - 1,
  sum: sum[row]! - Math.log(lastDays[row]! / lastUnits[row]!),
});
