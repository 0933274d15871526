import type { Row } from '../kind.ts';
import { CellError } from '../problem.ts';

/**
 * A cell's whole number, undefined when it is empty.
 *
 * @throws CellError
 */
export const wholeNumberOf = (row: Row, column: string): number | undefined => {
  const text = row.cells[column];
  if (text === undefined) return undefined;
  if (!/^-?\d{1,12}$/.test(text)) {
    throw new CellError(row.line, column, `"${text.slice(0, 60)}" is not a whole number`);
  }
  return Number(text);
};
