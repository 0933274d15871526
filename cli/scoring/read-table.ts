import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { ScoreFileError } from './file-error.ts';

/** A row by its columns' names, and the line of the file that it ends in. */
export interface TableRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * Reads a CSV file with a header, row by row; one that ends in .gz is unpacked on the way. `hint` is said when a wanted
 * column is missing.
 *
 * @throws ScoreFileError when it cannot be read, or its header has none of the names of a wanted column
 */
export async function* readTable(
  path: string,
  wanted: readonly (readonly string[])[],
  hint?: string,
): AsyncGenerator<TableRow> {
  const source = createReadStream(path);
  const unpacked = path.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  source.on('error', (error: Error) => unpacked.destroy(error));
  const parser = parse({ bom: true, columns: true, trim: true, skip_empty_lines: true, info: true });
  unpacked.on('error', (error: Error) => parser.destroy(error));
  let known: readonly string[] | undefined;
  try {
    for await (const { record, info } of unpacked.pipe(parser) as AsyncIterable<Parsed>) {
      if (!known) checkHeader(path, (known = Object.keys(record)), wanted, hint);
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (error instanceof ScoreFileError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ScoreFileError(
      `${path} cannot be read as CSV: ${code === 'ENOENT' ? 'there is no such file' : message}.`,
      {
        cause: error,
      },
    );
  } finally {
    source.destroy();
  }
  if (!known) throw new ScoreFileError(`${path} has no rows. The first line names the columns: ${describe(wanted)}.`);
}

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

const checkHeader = (
  path: string,
  known: readonly string[],
  wanted: readonly (readonly string[])[],
  hint: string | undefined,
): void => {
  const missing = wanted.filter((names) => !names.some((name) => known.includes(name)));
  if (missing.length === 0) return;
  throw new ScoreFileError(
    `${basename(path)} has the columns ${known.join(', ')}, and none that is called ${describe(missing)}.${hint === undefined ? '' : ` ${hint}`}`,
  );
};

const describe = (wanted: readonly (readonly string[])[]): string =>
  wanted.map((names) => names.join(' or ')).join(', ');

/**
 * A cell that holds a number.
 *
 * @throws ScoreFileError naming the line when it holds none
 */
export const numberIn = ({ line, cells }: TableRow, column: string): number => {
  const text = cells[column] ?? '';
  const value = Number(text);
  if (text !== '' && Number.isFinite(value)) return value;
  throw new ScoreFileError(`Line ${line}: ${column} is “${text}”, which is no number.`);
};
