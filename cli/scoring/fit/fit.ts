import { basename } from 'node:path';
import type { Estimates } from '../../../activities/scoring/fit/maximum-likelihood.ts';
import { fitBetaGeometric } from '../../../activities/scoring/models/beta-geometric/fit.ts';
import { fitGammaGamma } from '../../../activities/scoring/models/gamma-gamma/fit.ts';
import { fitNbd } from '../../../activities/scoring/models/nbd/fit.ts';
import { fitPareto } from '../../../activities/scoring/models/pareto/fit.ts';
import { readStatistics, type Statistics, statisticsOfLog } from './read-statistics.ts';

type Columns = Statistics['columns'];

/** The models that can be fitted, with what each is. */
export const fittedModels = {
  mbg: (columns: Columns) => fitBetaGeometric('mbg', columns),
  bg: (columns: Columns) => fitBetaGeometric('bg', columns),
  pareto: (columns: Columns) => fitPareto(columns),
  gg: (columns: Columns) => fitGammaGamma(columns),
  nbd: (columns: Columns) => fitNbd(columns),
} satisfies Record<string, (columns: Columns) => Estimates<string>>;

export type FittedModel = keyof typeof fittedModels;

export interface FitOptions {
  readonly model: FittedModel;
  readonly json?: true;
  readonly orders?: true;
  readonly until?: string;
  readonly zone: string;
  readonly currency: string;
}

/** `npm run score -- fit`: the parameters of a model, how sure each is, and how likely they make the file. */
export const fit = async (path: string, { model, json, orders, ...options }: FitOptions): Promise<void> => {
  const statistics = orders
    ? await statisticsOfLog(path, options)
    : await readStatistics(path, { spend: model === 'gg' });
  const { columns, customers, until, leftOut } = statistics;
  const estimates = fittedModels[model](columns);
  const notes = notesOn(estimates);
  if (json) {
    console.log(
      JSON.stringify({ model, file: basename(path), customers, until, leftOut, ...estimates, notes }, null, 2),
    );
    return;
  }
  console.log(`${model}: ${customers} customers of ${basename(path)}${until ? ` until ${until}` : ''}`);
  for (const [why, count] of Object.entries(leftOut ?? {}))
    if (count > 0) console.log(`  left out: ${count} lines (${leftOutWords[why] ?? why})`);
  console.log(`log-likelihood  ${estimates.logLikelihood.toFixed(5)}`);
  for (const [name, value] of Object.entries(estimates.parameters)) {
    const error = (estimates.standardErrors as Readonly<Record<string, number>>)[name]!;
    console.log(`${name.padEnd(8)}${significant(value).padStart(14)}  ± ${significant(error)}`);
  }
  for (const note of notes) console.log(note);
};

const leftOutWords: Readonly<Record<string, string>> = {
  later: 'after the last day that counts',
  otherCurrency: 'in another currency',
  refunds: 'money back for no known purchase',
};

const significant = (value: number): string => value.toPrecision(7);

/** What a reader should know before believing the figures. */
const notesOn = (estimates: ReturnType<(typeof fittedModels)[FittedModel]>): readonly string[] => {
  if (!('buyers' in estimates)) return [];
  const { buyers, leftOut, correlation, parameters } = estimates;
  return [
    `Fitted to ${buyers} repeat buyers; ${leftOut} were left out, their purchases came to nothing.`,
    `Correlation of purchases and mean amount: ${correlation.toFixed(3)}; the model takes them as independent.`,
    ...(parameters.q <= 1 ? ['q is up to 1: by this model spend has no mean, and no value can be told.'] : []),
  ];
};
