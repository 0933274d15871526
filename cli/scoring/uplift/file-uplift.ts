import { basename } from 'node:path';
import { fitUplift, leastUplift } from '../../../domain/uplift/fit-uplift.ts';
import type { ArmOutcome, Stratum } from '../../../domain/uplift/stratum.ts';
import { ScoreFileError } from '../file-error.ts';
import { numberIn, readTable } from '../read-table.ts';
import { upliftLines } from './uplift-lines.ts';

export interface FileUpliftOptions {
  readonly arm: string;
  readonly offered: string;
  readonly control: string;
  readonly outcome: string;
  readonly by: string;
  readonly json?: true;
}

/**
 * `npm run score -- uplift`: how groups of customers react to what chance gave one arm and not the other, of a file with a
 * line a customer (R290). Lines are halved by turns: what one half teaches the other judges.
 */
export const fileUplift = async (path: string, options: FileUpliftOptions): Promise<void> => {
  const strata = await readStrata(path, options);
  const customers = (['offered', 'control'] as const).map((arm) =>
    strata.reduce((sum, one) => sum + one[arm].customers, 0),
  );
  const fit = Math.min(...customers) >= leastUplift.customers ? fitUplift(strata) : undefined;
  if (!fit)
    throw new ScoreFileError(
      `${basename(path)} has ${customers.join(' and ')} customers in the arms ${options.offered} and ${options.control}, or no spread: ${leastUplift.customers} of each are needed.`,
    );
  if (options.json) return console.log(JSON.stringify(fit, null, 2));
  console.log(
    `${basename(path)}: ${customers[0]} customers in ${options.offered}, ${customers[1]} in ${options.control}`,
  );
  for (const line of upliftLines(fit)) console.log(line);
};

interface Counted {
  readonly outer: string;
  readonly group: string;
  readonly half: 0 | 1;
  readonly offered: Welford;
  readonly control: Welford;
}

const readStrata = async (path: string, options: FileUpliftOptions): Promise<readonly Stratum[]> => {
  const by = options.by.split(',').map((name) => name.trim());
  const cells = new Map<string, Counted>();
  let row = 0;
  for await (const one of readTable(
    path,
    [options.arm, options.outcome, ...by].map((name) => [name]),
  )) {
    const value = one.cells[options.arm];
    const arm = value === options.offered ? 'offered' : value === options.control ? 'control' : undefined;
    if (!arm) continue;
    const outer = one.cells[by[0]!]!;
    const group =
      by.length === 1
        ? 'all'
        : by
            .slice(1)
            .map((name) => one.cells[name]!)
            .join(' ');
    const half = (row++ % 2) as 0 | 1;
    const key = JSON.stringify([outer, group, half]);
    const cell = cells.get(key) ?? { outer, group, half, offered: begun(), control: begun() };
    cells.set(key, cell);
    count(cell[arm], numberIn(one, options.outcome));
  }
  return Array.from(cells.values(), ({ offered, control, ...of }) => ({
    ...of,
    offered: outcomeOf(offered),
    control: outcomeOf(control),
  }));
};

/** Count, mean and sum of squares about it, kept number by number (Welford, Technometrics 1962). */
type Welford = [customers: number, mean: number, squares: number];

const begun = (): Welford => [0, 0, 0];

const count = (sums: Welford, value: number): void => {
  sums[0] += 1;
  const off = value - sums[1];
  sums[1] += off / sums[0];
  sums[2] += off * (value - sums[1]);
};

const outcomeOf = ([customers, mean, squares]: Welford): ArmOutcome => ({
  customers,
  mean,
  variance: customers > 1 ? squares / (customers - 1) : 0,
});
