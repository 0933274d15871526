import { ScoreFileError } from '../file-error.ts';
import { historyFlaw } from '../../../activities/scoring/statistics.ts';
import { numberIn, readTable, type TableRow } from '../read-table.ts';

export const checkedModels = ['bgnbd', 'mbgnbd', 'pnbd'] as const;
export type CheckedModel = (typeof checkedModels)[number];

/** One line of a file of reference values: a customer, a horizon, and what is right. */
export interface ReferenceValue {
  readonly line: number;
  readonly model: CheckedModel;
  readonly parameters: readonly [number, number, number, number];
  readonly history: { readonly x: number; readonly tx: number; readonly T: number };
  readonly t: number;
  readonly expected: Readonly<Record<CheckedColumn, number>>;
}

export const checkedColumns = ['log_likelihood', 'p_alive', 'expected_transactions'] as const;
export type CheckedColumn = (typeof checkedColumns)[number];

const columns = ['model', 'p1', 'p2', 'p3', 'p4', 'x', 't_x', 'T', 't', ...checkedColumns];

/** @throws ScoreFileError naming the line that cannot be read */
export const readReferenceValues = async (path: string): Promise<readonly ReferenceValue[]> => {
  const values: ReferenceValue[] = [];
  for await (const row of readTable(
    path,
    columns.map((name) => [name]),
  )) {
    const model = checkedModels.find((one) => one === row.cells['model']);
    if (!model)
      throw new ScoreFileError(
        `Line ${row.line}: model is “${row.cells['model']}”; write ${checkedModels.join(', ')}.`,
      );
    const number = (column: string): number => numberIn(row, column);
    const history = { x: number('x'), tx: number('t_x'), T: number('T') };
    const flaw = historyFlaw(history.x, history.tx, history.T);
    if (flaw !== undefined) throw new ScoreFileError(`Line ${row.line}: ${flaw}.`);
    values.push({
      line: row.line,
      model,
      parameters: [positive(row, 'p1'), positive(row, 'p2'), positive(row, 'p3'), positive(row, 'p4')],
      history,
      t: atLeast0(row, 't'),
      expected: {
        log_likelihood: number('log_likelihood'),
        p_alive: number('p_alive'),
        expected_transactions: number('expected_transactions'),
      },
    });
  }
  return values;
};

const positive = (row: TableRow, column: string): number => {
  const value = numberIn(row, column);
  if (value > 0) return value;
  throw new ScoreFileError(`Line ${row.line}: ${column} is ${value}; every parameter of a model is above 0.`);
};

const atLeast0 = (row: TableRow, column: string): number => {
  const value = numberIn(row, column);
  if (value >= 0) return value;
  throw new ScoreFileError(`Line ${row.line}: ${column} is ${value}; nothing is told of the past.`);
};
