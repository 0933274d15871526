import type { Kind, Row } from '../kind.ts';
import type { Problem } from '../problem.ts';
import { type Apart, findApart } from './apart.ts';
import type { CsvFile } from './open-file.ts';
import { type ReadRow, readRows } from './read-rows.ts';

/** The rows of one thing, or why it is left out. */
export interface Group {
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
  /** How far the file was read. */
  readonly bytes: number;
}

/**
 * The things of a file. A thing with a wrong row is left out as a whole, and so is one whose rows are in
 * several places of the file: half an order must not be taken for the order.
 */
export async function* groupRows(file: CsvFile, { groupBy }: Kind): AsyncGenerator<Group> {
  if (groupBy === undefined) {
    for await (const { row, problem, bytes } of readRows(file)) {
      yield { rows: row ? [row] : [], problems: problem ? [problem] : [], bytes };
    }
    return;
  }
  const apart = await findApart(readRows(file), groupBy);
  let group: ReadRow[] = [];
  for await (const read of readRows(file)) {
    const key = read.row?.cells[groupBy];
    // Where reading ends, nobody knows how many rows more the thing has.
    const belongs = !read.row || (key !== undefined && key === group[0]?.row?.cells[groupBy]);
    if (!belongs && group.length > 0) {
      yield toGroup(group, groupBy, apart);
      group = [];
    }
    group.push(read);
  }
  if (group.length > 0) yield toGroup(group, groupBy, apart);
}

const toGroup = (reads: readonly ReadRow[], groupBy: string, apart: Apart): Group => {
  const rows = reads.flatMap(({ row }) => row ?? []);
  const problems = reads.flatMap(({ problem }) => problem ?? []);
  const [first] = rows;
  const key = first?.cells[groupBy];
  if (first && key !== undefined && apart(key)) {
    const why = `${key} has rows in several places of the file; put them together, sorted by ${groupBy}`;
    problems.push({ line: first.line, column: groupBy, why });
  }
  return { rows, problems, bytes: reads.at(-1)!.bytes };
};
