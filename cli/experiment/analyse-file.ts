import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type ArmSums } from '../../domain/experiments/report/arms.ts';
import { reportOf } from '../../domain/experiments/report/report.ts';
import { reportInWords } from '../../domain/experiments/report/text.ts';
import { type Pair, pairedSampleOf } from '../../domain/experiments/samples/sample.ts';
import { skewnessOf } from '../../domain/experiments/samples/skewness.ts';
import { minorUnits } from '../../domain/money.ts';
import { ExperimentFileError } from './errors.ts';

/** `npm run experiment -- analyse FILE`: the same statistics on a file of one's own, one customer a line. */
export interface AnalyseOptions {
  readonly control: string;
  readonly currency: string;
  /** `none=50,ten=50`; even without it. */
  readonly shares?: string;
  readonly cost?: number;
  readonly json?: true;
}

export const analyseFile = (file: string, { control, currency, shares, cost, json }: AnalyseOptions): void => {
  const arms = readCustomers(file, currency);
  if (!arms.has(control)) throw new ExperimentFileError(file, `no line has the arm ${control}: name one by --control`);
  const weights = weightsOf(file, [...arms.keys()], shares);
  const report = reportOf({
    experiment: file,
    what: file,
    control,
    metric: 'outcome',
    currency,
    locale: 'en',
    cost: cost === undefined ? undefined : minorUnits(cost, currency),
    sums: [...arms].map(([arm, pairs]) => sumsOf(arm, weights.get(arm)!, pairs)),
  });
  console.log(json ? JSON.stringify(report, null, 2) : reportInWords(report, 'en').join('\n'));
};

/** Columns `arm`, `outcome` and perhaps `before`, in units of the currency; the others are not looked at. */
const readCustomers = (file: string, currency: string): ReadonlyMap<string, Pair[]> => {
  const options = { columns: true, bom: true, skip_empty_lines: true, trim: true } as const;
  const rows = parse<Readonly<Record<string, string>>>(readFileSync(file), options);
  const arms = new Map<string, Pair[]>();
  for (const [at, row] of rows.entries()) {
    const figure = (column: string): number => {
      const text = row[column] ?? '';
      if (/^-?\d{1,12}(?:\.\d{1,12})?$/u.test(text)) return minorUnits(Number(text), currency);
      throw new ExperimentFileError(
        file,
        `line ${at + 2}: ${column} "${text.slice(0, 40)}" is no number such as 19.90`,
      );
    };
    const { arm } = row;
    if (!arm)
      throw new ExperimentFileError(file, `line ${at + 2} has no arm: the first line names arm,outcome[,before]`);
    const pairs = arms.get(arm) ?? [];
    pairs.push([figure('outcome'), row['before'] === undefined ? 0 : figure('before')]);
    arms.set(arm, pairs);
  }
  return arms;
};

const weightsOf = (file: string, arms: readonly string[], shares: string | undefined): ReadonlyMap<string, number> => {
  if (shares === undefined) return new Map(arms.map((arm) => [arm, 1]));
  const given = new Map(shares.split(',').map((one) => [one.split('=')[0]!.trim(), Number(one.split('=')[1])]));
  const isWhole = arms.every((arm) => (given.get(arm) ?? 0) > 0) && given.size === arms.length;
  if (isWhole) return given;
  throw new ExperimentFileError(
    file,
    `--shares names each arm with its part, such as ${arms.map((arm) => `${arm}=50`).join(',')}`,
  );
};

const sumsOf = (arm: string, share: number, pairs: readonly Pair[]): ArmSums => {
  const { customers, mean, variance, before } = pairedSampleOf(pairs);
  const outcomes = pairs.map(([outcome]) => outcome);
  return {
    arm,
    share,
    shareChanged: false,
    customers,
    buyers: outcomes.filter((outcome) => outcome > 0).length,
    mean,
    variance,
    thirdMoment: (skewnessOf(outcomes) ?? 0) * variance ** 1.5,
    beforeMean: before.mean,
    beforeVariance: before.variance,
    covariance: before.covariance,
  };
};
