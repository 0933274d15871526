import { percentile } from '../report/percentile.ts';
import type { RaceTally } from './judge.ts';

/** One line of the printed table. */
export interface RaceRow {
  readonly title: string;
  readonly tally: RaceTally;
  readonly seconds: number;
  /** True for the gate that is known to be wrong: there a wrong send is what must be found. */
  readonly control: boolean;
}

const titles = [
  'race',
  'pairs',
  'claimed',
  'withheld',
  'claimed after the purchase',
  'claimed before, accepted after',
  'claim to acceptance ms p50 / p99',
  'purchase to acceptance ms p50 / p99',
  'seconds',
];

/** The table as Markdown; durations in milliseconds. */
export const renderRaceTable = (rows: readonly RaceRow[]): string => {
  const cells = rows.map(({ title, tally, seconds }) => [
    title,
    count(tally.pairs),
    count(tally.claimed),
    count(tally.withheld),
    count(tally.wrong),
    count(tally.inWindow),
    both(tally.claimToAcceptance),
    both(tally.purchaseToAcceptance),
    seconds.toFixed(0),
  ]);
  const widths = titles.map((title, index) => Math.max(title.length, ...cells.map((row) => row[index]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, index) => (index === 0 ? cell.padEnd(widths[index]!) : cell.padStart(widths[index]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(titles), rule, ...cells.map(line)].join('\n');
};

/** What speaks against the race, in words; nothing when it holds. */
export const whatBroke = (rows: readonly RaceRow[]): readonly string[] =>
  rows.flatMap(({ title, tally, control }) => {
    const said = tally.failures.slice(0, 5).map((failure) => `${title}: ${failure}`);
    if (tally.failures.length > 5) said.push(`${title}: and ${tally.failures.length - 5} more`);
    if (control && tally.wrong === 0) said.push(`${title}: the judge did not catch it, so this run proves nothing`);
    if (!control && tally.wrong > 0) said.push(`${title}: ${tally.wrong} messages were claimed after the purchase`);
    if (Math.min(tally.claimed, tally.withheld) < tally.pairs / 50) {
      said.push(`${title}: the two sides hardly met (${tally.claimed} claimed, ${tally.withheld} withheld)`);
    }
    return said;
  });

const count = (value: number): string => value.toLocaleString('en-GB');

const both = (values: readonly number[]): string =>
  values.length === 0 ? '-' : `${percentile(values, 50)!.toFixed(1)} / ${percentile(values, 99)!.toFixed(1)}`;
