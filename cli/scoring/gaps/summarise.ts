import { type Evaluation, model, type Prediction } from './evaluate-gaps.ts';
import { mean, median } from './averages.ts';

/** How far a method's days were from what happened. */
export interface MethodErrors {
  readonly method: string;
  readonly meanError: number;
  readonly medianError: number;
  /** Shares within so many days. */
  readonly within3: number;
  readonly within7: number;
}

export interface GapsSummary {
  readonly predictions: number;
  readonly methods: readonly MethodErrors[];
  /** By how many earlier gaps there were: `n` and the mean error of each method. */
  readonly byEvidence: readonly {
    readonly known: string;
    readonly n: number;
    readonly methods: readonly MethodErrors[];
  }[];
  /** How much smaller the model's mean error is than that of the best rule of thumb: 0.05 is 5 %. */
  readonly gain: number;
  readonly bestBaseline: string;
  readonly coverage80: number;
  readonly coverage50: number;
  /** Largest distance between how gaps fell within the model's curves and what is right for curves that are true. */
  readonly kolmogorov: number;
  /** Reminders that would have come before the purchase. */
  readonly remindedBefore: number;
}

/** Where nothing was predicted. */
const nothing: MethodErrors = { method: 'none', meanError: 0, medianError: 0, within3: 0, within7: 0 };

const groups = [
  ['0', (known: number) => known === 0],
  ['1', (known: number) => known === 1],
  ['2–4', (known: number) => known >= 2 && known <= 4],
  ['5+', (known: number) => known >= 5],
] as const;

/** The table of an evaluation: over all gaps that had one before them, and by how many. */
export const summarise = ({ predictions }: Evaluation): GapsSummary => {
  const from1 = predictions.filter(({ known }) => known > 0);
  const methods = errorsOf(from1);
  const baselines = methods.filter(({ method }) => !method.startsWith('EB '));
  const best = baselines.reduce((a, b) => (b.meanError < a.meanError ? b : a), baselines[0] ?? nothing);
  const own = methods.find(({ method }) => method === model) ?? nothing;
  const inside = (low: number) => mean(from1.map(({ quantile }) => (quantile >= low && quantile <= 1 - low ? 1 : 0)));
  return {
    predictions: from1.length,
    methods,
    byEvidence: groups.map(([known, fits]) => {
      const some = predictions.filter((one) => fits(one.known));
      return { known, n: some.length, methods: errorsOf(some) };
    }),
    gain: best.meanError > 0 ? 1 - own.meanError / best.meanError : 0,
    bestBaseline: best.method,
    coverage80: inside(0.1),
    coverage50: inside(0.25),
    kolmogorov: kolmogorov(from1.map(({ quantile }) => quantile)),
    remindedBefore: mean(from1.map(({ reminded, actual }) => (reminded < actual ? 1 : 0))),
  };
};

const errorsOf = (predictions: readonly Prediction[]): readonly MethodErrors[] =>
  methodsOf(predictions).map((method) => {
    const errors = predictions.map(({ said, actual }) => Math.abs(said[method]! - actual));
    const within = (days: number) => mean(errors.map((error) => (error <= days ? 1 : 0)));
    return { method, meanError: mean(errors), medianError: median(errors), within3: within(3), within7: within(7) };
  });

/** The methods that had something to say each time: not every product has nominal days. */
const methodsOf = (predictions: readonly Prediction[]): readonly string[] =>
  Object.keys(predictions[0]?.said ?? {}).filter((method) => predictions.every(({ said }) => method in said));

const kolmogorov = (quantiles: readonly number[]): number =>
  quantiles
    .toSorted((a, b) => a - b)
    .reduce((most, value, i) => Math.max(most, (i + 1) / quantiles.length - value, value - i / quantiles.length), 0);
