import { type FaultRow, mergeRows, totalOf } from './fault-row.ts';
import { percentile } from './percentile.ts';

const columns: readonly { readonly title: string; readonly of: (row: FaultRow) => string }[] = [
  { title: 'fault', of: (row) => row.fault },
  { title: 'injections', of: (row) => count(row.injections) },
  { title: 'events acknowledged', of: (row) => count(row.acknowledged) },
  { title: 'lost', of: (row) => count(row.lost) },
  { title: 'duplicate acceptances', of: (row) => count(row.duplicates) },
  { title: 'sends after purchase', of: (row) => count(row.afterPurchase) },
  { title: 'unknown parked', of: (row) => count(row.unknownParked) },
  { title: 'sends through Temporal', of: (row) => count(row.sends.temporal) },
  { title: 'sends, gate alone', of: (row) => count(row.sends.gate) },
  { title: 'recovery s p50 / p99', of: (row) => pair(row.recoverySeconds, 1) },
  { title: 'acknowledgement ms p99', of: (row) => figure(percentile(row.ackMillis, 99), 0) },
];

/** The table as Markdown, one row a fault and the sum below; then every broken promise and every note. */
export const renderTable = (rows: readonly FaultRow[]): string => {
  const merged = mergeRows(rows);
  const cells = [...merged, totalOf(merged, 'all')].map((row) => columns.map(({ of }) => of(row)));
  const titles = columns.map(({ title }) => title);
  const widths = titles.map((title, index) => Math.max(title.length, ...cells.map((row) => row[index]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, index) => (index === 0 ? cell.padEnd(widths[index]!) : cell.padStart(widths[index]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const said = merged.flatMap((row) => [
    ...row.failures.map((failure) => `BROKEN  ${row.fault}: ${failure}`),
    ...row.notes.map((note) => `note    ${row.fault}: ${note}`),
  ]);
  return [line(titles), rule, ...cells.map(line), ...(said.length > 0 ? ['', ...said] : [])].join('\n');
};

const count = (value: number): string => value.toLocaleString('en-GB');

const figure = (value: number | undefined, digits: number): string =>
  value === undefined ? '-' : value.toFixed(digits);

const pair = (values: readonly number[], digits: number): string =>
  values.length === 0 ? '-' : `${figure(percentile(values, 50), digits)} / ${figure(percentile(values, 99), digits)}`;
