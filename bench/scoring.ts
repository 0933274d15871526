/**
 * How fast the scoring models are, beside the Python package lifetimes where this machine can run it:
 * `npm run bench:scoring -- [python]`, python being an interpreter that has lifetimes; without it one is set up in the
 * temporary folder. One core throughout.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectedOrders } from '../activities/scoring/models/beta-geometric/expected-orders.ts';
import { fitBetaGeometric } from '../activities/scoring/models/beta-geometric/fit.ts';
import { fitPareto } from '../activities/scoring/models/pareto/fit.ts';
import { expectOrders } from '../activities/scoring/score/expect-orders.ts';
import { createScorer } from '../activities/scoring/score/score-customers.ts';
import type { HistoryColumns } from '../activities/scoring/statistics.ts';
import { cdnowStatistics, readCdnow, readCdnowSample } from '../test/scoring/data/read-rows.ts';
import { fastest } from './scoring/fastest.ts';
import { runLifetimes } from './scoring/run-lifetimes.ts';
import { simulateCustomers } from './scoring/simulate-customers.ts';

const million = 1_000_000;
const residentMegabytes = (): number => process.memoryUsage.rss() / 2 ** 20;

// Scoring first: what the rest holds in memory must not hide what this takes.
const customers = simulateCustomers(7);
const score = createScorer({
  model: 'mbg',
  parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 },
  spend: { p: 6.25, q: 3.74, v: 15.44 },
  churnWithin: 90 / 7,
  ordersWithin: 365 / 7,
  valuation: { margin: 0.4, discount: 0.01, periods: 12, periodLength: 365 / 7 / 12 },
});
let seconds = 0;
let checksum = 0;
let resident = 0;
const batch = 1000;
for (let done = 0; done < million; done += batch) {
  const given = Array.from({ length: batch }, () => customers.next());
  const begun = performance.now();
  for (const customer of given) {
    const { alive, churn, lifetimeValue } = score(customer);
    checksum += alive + churn + lifetimeValue!;
  }
  seconds += (performance.now() - begun) / 1000;
  if (done === million / 10) resident = residentMegabytes();
}
const growth = residentMegabytes() / resident;
console.log(`${million} customers scored (alive, churn, orders, value, next order) in ${seconds.toFixed(2)} s`);
console.log(`resident ${resident.toFixed(0)} MB at 10 %, × ${growth.toFixed(2)} at 100 % (sum ${checksum.toFixed(3)})`);

const more = simulateCustomers(11);
const rows = Array.from({ length: million }, () => more.next());
const columns = {
  x: Float64Array.from(rows, ({ x }) => x),
  tx: Float64Array.from(rows, ({ tx }) => tx),
  T: Float64Array.from(rows, ({ T }) => T),
};
/** The same at any instant instead of at midnight: no two rows are equal, and none can be merged. */
const apart = {
  x: columns.x,
  tx: columns.tx.map((tx, i) => (tx === 0 ? 0 : tx + (i % 9973) / 99_730)),
  T: columns.T.map((T, i) => T + (i % 9973) / 99_730 + i / 1e9),
};
for (const [name, given] of [
  ['in days', columns],
  ['no two equal', apart],
] as const) {
  const { seconds, result } = fastest(2, () => fitBetaGeometric('mbg', given));
  console.log(
    `fit of ${million} rows, ${name}: ${seconds.toFixed(2)} s (log-likelihood ${result.logLikelihood.toFixed(2)})`,
  );
}

const sample = cdnowStatistics(readCdnowSample());
const cohort = cdnowStatistics(readCdnow());
const repeat = (values: readonly number[]): Float64Array =>
  Float64Array.from({ length: 1_001_725 }, (_, i) => values[i % values.length]!);
const many = { x: repeat(cohort.x), tx: repeat(cohort.tx), T: repeat(cohort.T) };
const fitted = fitBetaGeometric('mbg', cohort);
const expectAll = (): number =>
  expectOrders('mbg', fitted.parameters, many, 39).reduce((sum, orders) => sum + orders, 0);
const ours = {
  'bg sample': fastest(5, () => fitBetaGeometric('bg', sample)),
  'mbg sample': fastest(5, () => fitBetaGeometric('mbg', sample)),
  'pareto sample': fastest(3, () => fitPareto(sample)),
  'mbg cohort': fastest(5, () => fitBetaGeometric('mbg', cohort)),
  'expected orders': fastest(3, expectAll),
};

const folder = mkdtempSync(join(tmpdir(), 'relance-bench-scoring-'));
const write = (name: string, { x, tx, T }: HistoryColumns): string => {
  const lines = Array.from(x, (count, i) => `${count},${tx[i]},${T[i]}`);
  writeFileSync(join(folder, name), `x,tx,T\n${lines.join('\n')}\n`);
  return join(folder, name);
};
const files = [write('sample.csv', sample), write('cohort.csv', cohort), write('many.csv', many)];
const theirs = runLifetimes(files, process.argv[2]);
rmSync(folder, { recursive: true });
console.log(`\n${''.padEnd(18)}${'here'.padStart(10)}${'lifetimes'.padStart(12)}`);
for (const [name, { seconds }] of Object.entries(ours)) {
  const other = theirs?.[name];
  const faster =
    other === undefined ? '' : `${`${other.toFixed(4)} s`.padStart(12)}  × ${(other / seconds).toFixed(1)}`;
  console.log(`${name.padEnd(18)}${`${seconds.toFixed(4)} s`.padStart(10)}${faster}`);
}
if (theirs) {
  const [sum, other] = [ours['expected orders'].result, theirs['sum of expected orders']!];
  console.log(`sum of expected orders: ${sum.toFixed(1)} here, ${other.toFixed(1)} there`);
  // One customer at a time, without what is remembered of others.
  const history = { x: 2, tx: 30.43, T: 38.86 };
  const alone = fastest(5, () => {
    let sum = 0;
    for (let i = 0; i < 10_000; i += 1)
      sum += expectedOrders('mbg', fitted.parameters, { ...history, T: 38.86 + i / 1e4 }, 39);
    return sum;
  });
  console.log(`expected orders of one customer alone: ${(alone.seconds * 100).toFixed(2)} µs`);
}
