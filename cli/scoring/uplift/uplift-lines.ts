import type { GroupUplift, UpliftFit } from '../../../domain/uplift/fit-uplift.ts';
import type { Bounded } from '../../../domain/uplift/qini.ts';

/** An uplift as a table: each group, drawn toward its like, and what their order is worth on customers it had not seen. */
export const upliftLines = ({ all, groups, by, ranking }: UpliftFit): readonly string[] => [
  cells(['group', 'offered', 'control', 'without', 'uplift', 'from', 'to']),
  ...Object.entries(groups).map(([name, one]) => rowOf(name, one)),
  rowOf('everybody', all),
  `Qini ${bounds(ranking.qini)}; in the first ${Math.round(ranking.top.share * 100)} % ${bounds(ranking.top.uplift)}, in all ${bounds(ranking.top.ofAll)}: by ${ranking.customers} customers whom the order was not made from.`,
  by === 'groups'
    ? 'The order of the groups is worth more than chance: answers are by group.'
    : 'The order of the groups is not proven to be worth more than chance: the answer is that of everybody.',
];

const rowOf = (name: string, { offered, control, without, value, low, high }: GroupUplift): string =>
  cells([name, String(offered), String(control), figure(without), figure(value), figure(low), figure(high)]);

const cells = (of: readonly string[]): string =>
  of.map((one, i) => (i === 0 ? one.padEnd(28) : one.padStart(11))).join('');

const figure = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

const bounds = ({ value, low, high }: Bounded): string => `${figure(value)} (${figure(low)} to ${figure(high)})`;
