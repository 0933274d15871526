import { percentile } from '../../../test/faults/report/percentile.ts';
import { nameOf, type Statement } from './statements.ts';
import type { Taken } from './time-gate.ts';

/** What was measured of one shop. */
export interface Measured {
  readonly name: string;
  readonly taken: readonly Taken[];
  readonly statements: readonly Statement[];
}

/** The gate may take this many times as long in the large shop as in the small one. */
export const mostRatio = 1.5;

const rows: readonly (readonly [string, keyof Taken, number])[] = [
  ['whole deliver, ms', 'deliver', 50],
  ['', 'deliver', 99],
  ['prepare', 'prepare', 50],
  ['decision transaction', 'decision', 50],
  ['', 'decision', 99],
  ["customer's lock held", 'held', 50],
  ['', 'held', 99],
  ['record', 'record', 50],
];

/** What must not grow with the shop: the medians of the whole and of the decision. */
export const ratiosOf = (small: Measured, large: Measured): readonly number[] =>
  (['deliver', 'decision'] as const).map((part) => at(large, part, 50) / at(small, part, 50));

const at = ({ taken }: Measured, part: keyof Taken, percent: number): number =>
  percentile(
    taken.map((one) => one[part]),
    percent,
  )!;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const line = (what: string, of: string, a: number, b: number, digits = 2): string =>
  `${what.padEnd(24)}${of.padEnd(6)}${a.toFixed(digits).padStart(24)}${b.toFixed(digits).padStart(30)}${(b / a).toFixed(2).padStart(8)}`;

/** Small beside large, line by line. */
export const reportOf = (small: Measured, large: Measured): string => {
  const perDecision = (measured: Measured, of: 'pages' | 'read'): number =>
    measured.statements.reduce((sum, one) => sum + one[of], 0) / measured.taken.length;
  return [
    `${''.padEnd(30)}${small.name.padStart(24)}${large.name.padStart(30)}${'ratio'.padStart(8)}`,
    ...rows.map(([what, part, percent]) =>
      line(what, `p${percent}`, at(small, part, percent), at(large, part, percent)),
    ),
    line(
      'whole deliver',
      'mean',
      mean(small.taken.map(({ deliver }) => deliver)),
      mean(large.taken.map(({ deliver }) => deliver)),
    ),
    line('pages a message', 'mean', perDecision(small, 'pages'), perDecision(large, 'pages'), 0),
    `${'not in shared buffers'.padEnd(24)}${'mean'.padEnd(6)}${perDecision(small, 'read').toFixed(1).padStart(24)}${perDecision(large, 'read').toFixed(1).padStart(30)}`,
  ].join('\n');
};

/** The statements that look at more pages in the large shop, the worst first: pages and milliseconds in PostgreSQL, a call. */
export const grownStatements = (small: Measured, large: Measured, most: number): string => {
  const before = new Map(small.statements.map((statement) => [statement.text, statement]));
  const grown = large.statements.flatMap((statement) => {
    const other = before.get(statement.text);
    return other ? [{ text: statement.text, calls: statement.calls, a: aCall(other), b: aCall(statement) }] : [];
  });
  return grown
    .toSorted((one, other) => (other.b.pages - other.a.pages) * other.calls - (one.b.pages - one.a.pages) * one.calls)
    .slice(0, most)
    .map(
      ({ text, a, b }) =>
        `${`${a.pages.toFixed(1)} -> ${b.pages.toFixed(1)} pages`.padStart(24)}, ` +
        `${a.millis.toFixed(3)} -> ${b.millis.toFixed(3)} ms: ${nameOf(text)}`,
    )
    .join('\n');
};

const aCall = ({ calls, pages, millis }: Statement) => ({ pages: pages / calls, millis: millis / calls });
