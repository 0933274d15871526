import type { StoreRow } from '../../db/shop/stores.ts';
import type { BroughtSuppression } from '../../db/suppressions/keep.ts';
import type { CsvFile } from '../import/file/open-file.ts';
import { readRows } from '../import/file/read-rows.ts';
import type { Watcher } from '../import/import-file.ts';
import { CellError, type Problem } from '../import/problem.ts';
import { add, bring, type BringDeps, type Counts, none } from './bring.ts';
import { readSuppressionRow } from './read-row.ts';

/** Rows in one transaction. */
const chunkSize = 500;

/** Imports a file of suppressions. A wrong line is told and left out; run again, nothing changes that holds. */
export const importSuppressions = async (
  deps: BringDeps,
  store: StoreRow,
  file: CsvFile,
  watcher: Watcher,
): Promise<{ readonly rows: number; readonly problems: number; readonly counts: Counts }> => {
  const now = deps.clock.now();
  let [rows, problems, counts] = [0, 0, none];
  let chunk: BroughtSuppression[] = [];
  const complain = (problem: Problem): void => {
    problems += 1;
    watcher.problem(problem);
  };
  const take = async (): Promise<void> => {
    if (chunk.length === 0) return;
    const about = { store: store.id, act: 'suppressions.imported', from: 'file' } as const;
    counts = add(counts, await bring(deps, about, chunk));
    chunk = [];
  };
  for await (const { row, problem, bytes } of readRows(file)) {
    if (row) rows += 1;
    if (problem || !row) {
      if (problem) complain(problem);
      continue;
    }
    try {
      const read = readSuppressionRow(row, store.timezone);
      if (read.at && read.at.getTime() > now) throw new CellError(row.line, 'at', 'is in the future');
      chunk.push(read);
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      complain(error.problem);
    }
    if (chunk.length < chunkSize) continue;
    await take();
    watcher.progress(bytes, rows);
  }
  await take();
  watcher.progress(file.size, rows);
  return { rows, problems, counts };
};
