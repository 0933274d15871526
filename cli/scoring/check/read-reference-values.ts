import { ScoreFileError } from '../file-error.ts';
import { numberIn, readTable } from '../read-table.ts';

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
    values.push({
      line: row.line,
      model,
      parameters: [number('p1'), number('p2'), number('p3'), number('p4')],
      history: { x: number('x'), tx: number('t_x'), T: number('T') },
      t: number('t'),
      expected: {
        log_likelihood: number('log_likelihood'),
        p_alive: number('p_alive'),
        expected_transactions: number('expected_transactions'),
      },
    });
  }
  return values;
};
