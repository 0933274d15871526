import { basename } from 'node:path';
import { dateOf, dayOfOption, type LogLine, type LogOptions, readOrderLog } from '../orders/read-order-log.ts';
import { type Evaluation, evaluateGaps } from './evaluate-gaps.ts';
import { sequencesOf } from './sequences.ts';
import { type GapsSummary, type MethodErrors, summarise } from './summarise.ts';

export interface GapsOptions extends LogOptions {
  readonly until?: string;
  readonly json?: true;
  /** False looks at visits to the shop although the log names products. */
  readonly products: boolean;
}

/** `npm run score -- gaps`: how well the next purchase is predicted, on a store's own past. */
export const gaps = async (path: string, { until: given, json, products, ...options }: GapsOptions): Promise<void> => {
  const read = await readOrderLog(path, options);
  const lines = products ? read : read.map(toVisit);
  const until =
    given === undefined ? lines.reduce((last, { day }) => Math.max(last, day), -Infinity) : dayOfOption(given);
  const evaluation = evaluateGaps(sequencesOf(lines, until));
  const summary = summarise(evaluation);
  const { model, trained, open } = evaluation;
  if (json)
    console.log(JSON.stringify({ file: basename(path), until: dateOf(until), model, trained, summary, open }, null, 2));
  else show(`${basename(path)} until ${dateOf(until)}`, evaluation, summary);
};

/** The line as a visit to the shop, whatever was bought. */
const toVisit = ({ customer, day, amount, currency }: LogLine): LogLine => ({
  customer,
  day,
  amount,
  currency,
  quantity: 1,
});

const show = (title: string, { model, trained, open }: Evaluation, summary: GapsSummary): void => {
  const { mu, sigma, tau, omega, logLikelihood } = model;
  console.log(`${title}: learnt from ${trained.customers} customers with even ids (${trained.gaps} gaps)`);
  const ofProducts = omega < 1e5 ? `, omega ${omega.toFixed(6)}` : '';
  console.log(
    `mu ${mu.toFixed(6)}, sigma ${sigma.toFixed(6)}, tau ${tau.toFixed(6)}${ofProducts}; log-likelihood ${logLikelihood.toFixed(4)}`,
  );
  if (summary.predictions === 0)
    return console.log('No gap of the other customers has one before it: nothing to judge.');
  console.log(
    `\nPredicted: ${summary.predictions} gaps of customers with odd ids that have one before them; errors in days`,
  );
  printMethods(summary.methods);
  for (const { known, n, methods } of summary.byEvidence) {
    if (n === 0) continue;
    console.log(`\nafter ${known} gaps: ${n}`);
    printMethods(methods);
  }
  console.log(
    `\nThe model errs ${percent(Math.abs(summary.gain))} ${summary.gain < 0 ? 'more' : 'less'} than the best rule of thumb (${summary.bestBaseline}).`,
    `\nIts 80 % intervals hold ${percent(summary.coverage80)}, its 50 % intervals ${percent(summary.coverage50)} of the gaps;`,
    `the largest distance of its curves from true ones is ${summary.kolmogorov.toFixed(3)}.`,
    `\n${percent(summary.remindedBefore)} of reminders would have come before the purchase.`,
    `\n${open.count} waits are not over: log-likelihood of each ${open.model.toFixed(4)}, by one curve for all ${open.global.toFixed(4)}.`,
  );
};

const printMethods = (methods: readonly MethodErrors[]): void => {
  console.log(
    `  ${'method'.padEnd(24)}${'mean'.padStart(9)}${'median'.padStart(9)}${'≤ 3 d'.padStart(9)}${'≤ 7 d'.padStart(9)}`,
  );
  for (const { method, meanError, medianError, within3, within7 } of methods) {
    const cells = [meanError.toFixed(3), medianError.toFixed(2), percent(within3), percent(within7)];
    console.log(`  ${method.padEnd(24)}${cells.map((cell) => cell.padStart(9)).join('')}`);
  }
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
