import { type Gap, logDaysPerUnit, noGaps, withGap } from '../../../activities/scoring/replenishment/gap.ts';
import { type GapModel, type ProductGaps, productLevel } from '../../../activities/scoring/replenishment/gap-model.ts';
import { dayByShare } from '../../../domain/purchases/next-purchase.ts';
import { type ProductLevel, type UsualGap, usualGap } from '../../../domain/purchases/usual-gap.ts';
import { fitProductGaps, fitVisitGaps } from '../../../activities/scoring/replenishment/fit-gaps.ts';
import { normalCdf } from '../../../domain/special/normal.ts';
import { mean, median } from './averages.ts';
import { groupBy } from './group-by.ts';

/** The purchases of one thing by one customer. */
export interface Sequence {
  readonly customer: string;
  readonly product: string;
  readonly nominalDays?: number;
  readonly gaps: readonly Gap[];
  /** The last purchase, and how many days it was ago at the end of the log. */
  readonly open: Gap;
}

/** One prediction: what was known before, what happened, and what each method said. */
export interface Prediction {
  /** Earlier gaps of the same customer with the same thing. */
  readonly known: number;
  readonly actual: number;
  readonly said: Readonly<Record<string, number>>;
  /** Share of such gaps that the model has shorter than this one. */
  readonly quantile: number;
  /** After how many days a reminder would have gone out. */
  readonly reminded: number;
}

export interface Evaluation {
  readonly model: GapModel;
  readonly trained: { readonly customers: number; readonly gaps: number };
  readonly predictions: readonly Prediction[];
  /** Logarithm of how likely the model made the waits that are not over, per wait; and one curve for all. */
  readonly open: { readonly count: number; readonly model: number; readonly global: number };
}

/** Names of the methods that only count, and of the model's two forms. */
export const model = 'EB log-normal';
const robust = 'EB log-median';

/** Half of the customers teach, the other half is predicted: even and odd numbers, or a hash of a name that is none. */
export const teaches = (customer: string): boolean => {
  if (/^\d+$/u.test(customer)) return Number(customer.at(-1)) % 2 === 0;
  let hash = 0x811c9dc5;
  for (const letter of customer) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  return ((hash ^ (hash >>> 15)) & 1) === 0;
};

/**
 * Fits the model to the one half of the customers and predicts each gap of the others from those before it, as the
 * model and as the usual rules of thumb do.
 *
 * @throws UnfittableError without a gap to learn from
 */
export const evaluateGaps = (sequences: readonly Sequence[]): Evaluation => {
  const training = sequences.filter(({ customer }) => teaches(customer));
  const products = groupBy(training, ({ product }) => product);
  const told = [...products].map(([product, own]) => ({ product, ...toProduct(own) }));
  const byItem = told.length > 1;
  const fitted = byItem ? fitProductGaps(told) : fitVisitGaps(told[0] ?? { customers: [] });
  const levels = new Map(told.map((one) => [one.product, productLevel(fitted, one)]));
  const all = training.flatMap(({ gaps }) => gaps);
  const typical = median(all.map(({ days, units }) => days / units));
  const global = spreadOf(all);
  const predictions: Prediction[] = [];
  const open = { count: 0, model: 0, global: 0 };
  for (const sequence of sequences) {
    if (teaches(sequence.customer)) continue;
    const level = levels.get(sequence.product) ?? productLevel(fitted, { ...nominalOf(sequence), customers: [] });
    for (const [known, gap] of sequence.gaps.entries())
      predictions.push(predict(fitted, level, sequence, known, gap, typical));
    if (!(sequence.open.days > 0)) continue;
    const usual = usualGapOf(fitted, level, sequence.gaps);
    const u = logDaysPerUnit(sequence.open);
    open.count += 1;
    open.model += Math.log(normalCdf((usual.mean - u) / usual.deviation));
    open.global += Math.log(normalCdf((global.mean - u) / global.deviation));
  }
  const customers = new Set(training.filter(({ gaps }) => gaps.length > 0).map(({ customer }) => customer)).size;
  return { model: fitted, trained: { customers, gaps: all.length }, predictions, open: perWait(open) };
};

const perWait = ({ count, model, global }: Evaluation['open']): Evaluation['open'] => ({
  count,
  model: count === 0 ? 0 : model / count,
  global: count === 0 ? 0 : global / count,
});

const nominalOf = ({ nominalDays }: Sequence): { readonly nominalDays?: number } =>
  nominalDays === undefined ? {} : { nominalDays };

const toProduct = (own: readonly Sequence[]): ProductGaps => ({
  ...nominalOf(own[0]!),
  customers: own.map(({ gaps }) => gaps.reduce(withGap, noGaps)),
});

const usualGapOf = (fitted: GapModel, level: ProductLevel, gaps: readonly Gap[]): UsualGap =>
  usualGap(fitted, level, gaps.reduce(withGap, noGaps));

const predict = (
  fitted: GapModel,
  level: ProductLevel,
  { gaps, nominalDays }: Sequence,
  known: number,
  gap: Gap,
  typical: number,
): Prediction => {
  const earlier = gaps.slice(0, known);
  const usual = usualGapOf(fitted, level, earlier);
  const days = earlier.map((one) => one.days);
  const logs = earlier.map(logDaysPerUnit);
  const firm = usualGap(fitted, level, { count: known, sum: known === 0 ? 0 : known * median(logs) });
  const perUnit = earlier.map((one) => one.days / one.units);
  const last = { day: 0, units: gap.units };
  return {
    known,
    actual: gap.days,
    said: {
      'global median': typical * gap.units,
      ...(nominalDays === undefined ? {} : { 'nominal days': nominalDays * gap.units }),
      ...(known === 0
        ? {}
        : {
            'last gap': days.at(-1)!,
            'customer mean': mean(days),
            'customer median': median(days),
            'customer mean per unit': mean(perUnit) * gap.units,
          }),
      [model]: gap.units * Math.exp(usual.mean),
      [robust]: gap.units * Math.exp(firm.mean),
    },
    quantile: normalCdf((logDaysPerUnit(gap) - usual.mean) / usual.deviation),
    reminded: Math.floor(dayByShare(usual, last, 0.25)),
  };
};

const spreadOf = (gaps: readonly Gap[]) => {
  const logs = gaps.map(logDaysPerUnit);
  const center = mean(logs);
  return { mean: center, deviation: Math.sqrt(mean(logs.map((value) => (value - center) ** 2))) || 1 };
};
