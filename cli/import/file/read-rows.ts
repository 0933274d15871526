import { createReadStream } from 'node:fs';
import { type CsvError, parse } from 'csv-parse';
import type { Row } from '../kind.ts';
import type { Problem } from '../problem.ts';
import type { CsvFile } from './open-file.ts';

/** A row, or what is wrong with it: with the cells that could be read of it, none when reading ends there. */
export interface ReadRow {
  readonly row?: Row;
  readonly problem?: Problem;
  /** How far the file was read. */
  readonly bytes: number;
}

/** A quote that is never closed would take the rest of a file into memory. */
const longestRow = 256 * 1024;

/** The rows under the header, read as they are wanted: files of any size. A wrong one does not end it. */
export async function* readRows({ path, delimiter, columns }: CsvFile): AsyncGenerator<ReadRow> {
  const source = createReadStream(path);
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    max_record_size: longestRow,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  source.on('error', (error) => parser.destroy(error));
  let isHeader = true;
  let end = 0;
  let bytes = 0;
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<Parsed>) {
      ({ lines: end, bytes } = info);
      if (!isHeader) yield { ...toRow(record, columns, end - lineBreaks(record)), bytes };
      isHeader = false;
    }
  } catch (error) {
    if (!isCsvError(error)) throw error;
    const why = `a quote is opened here and not closed; from here on nothing was read`;
    yield { problem: { line: end + 1, why: unclosed.has(error.code) ? why : error.message }, bytes };
  } finally {
    source.destroy();
  }
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly bytes: number };
}

const unclosed: ReadonlySet<string> = new Set(['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE']);

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');

/** A cell may have several lines. */
const lineBreaks = (record: readonly string[]): number => record.join('').split('\n').length - 1;

const toRow = (record: readonly string[], columns: readonly string[], line: number): Omit<ReadRow, 'bytes'> => {
  const named = columns.map((column, index) => [column, record[index]?.trim() ?? ''] as const);
  const row = { line, cells: Object.fromEntries(named.filter(([, value]) => value !== '')) };
  if (record.length !== columns.length) {
    return { row, problem: { line, why: `has ${record.length} cells, the header has ${columns.length}` } };
  }
  const garbled = named.find(([, value]) => value.includes('\uFFFD'));
  if (garbled)
    return { row, problem: { line, column: garbled[0], why: 'is not UTF-8; save the file as CSV in UTF-8' } };
  return { row };
};
