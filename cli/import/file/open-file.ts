import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse';
import type { Kind } from '../kind.ts';
import { FileError } from '../problem.ts';

/** A file that can be imported: its header fits its kind. */
export interface CsvFile {
  readonly path: string;
  readonly size: number;
  readonly delimiter: string;
  /** Of the header, in its order. */
  readonly columns: readonly string[];
}

/** What a file's header may and must have. */
export type Header = Pick<Kind, 'columns' | 'required' | 'someOf' | 'prefix'>;

const delimiters = [',', ';', '\t'] as const;

/** @throws FileError when it cannot be read or its header does not fit. */
export const openFile = async (path: string, kind: Header): Promise<CsvFile> => {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new FileError(`${path}: cannot be read (${error.code ?? error.message}).`);
  });
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(64 * 1024), position: 0 });
    const start = buffer.subarray(0, bytesRead).toString('utf8');
    const header = start.replace(/^\uFEFF/, '').split(/\r?\n|\r/, 1)[0]!;
    // The separator that the header has most of: no column has one in its name.
    const [delimiter] = delimiters.toSorted((a, b) => header.split(b).length - header.split(a).length);
    const columns = await readHeader(path, delimiter!);
    checkHeader(basename(path), columns, kind);
    return { path, size, delimiter: delimiter!, columns };
  } finally {
    await file.close();
  }
};

const readHeader = async (path: string, delimiter: string): Promise<readonly string[]> => {
  const source = createReadStream(path);
  try {
    for await (const record of source.pipe(parse({ bom: true, delimiter, to: 1, relax_quotes: true }))) {
      return (record as string[]).map((name) => name.trim().toLowerCase());
    }
  } catch (error) {
    throw new FileError(`${basename(path)}: the header cannot be read: ${(error as Error).message}.`, { cause: error });
  } finally {
    source.destroy();
  }
  throw new FileError(`${basename(path)}: is empty. The first line names the columns.`);
};

const checkHeader = (file: string, columns: readonly string[], kind: Header): void => {
  const known = Object.keys(kind.columns);
  const isKnown = (name: string): boolean =>
    known.includes(name) || (kind.prefix !== undefined && name.startsWith(kind.prefix) && name !== kind.prefix);
  const unknown = columns.filter((name) => !isKnown(name));
  const twice = columns.filter((name, index) => columns.indexOf(name) !== index);
  const missing = kind.required.filter((name) => !columns.includes(name));
  const none = kind.someOf !== undefined && !kind.someOf.some((name) => columns.includes(name));
  const flaws = [
    ...(unknown.length > 0 ? [`unknown columns: ${unknown.map((name) => name || '(no name)').join(', ')}`] : []),
    ...(twice.length > 0 ? [`columns given twice: ${twice.join(', ')}`] : []),
    ...(missing.length > 0 ? [`missing columns: ${missing.join(', ')}`] : []),
    ...(none ? [`missing: at least one of ${kind.someOf.join(', ')}`] : []),
  ];
  if (flaws.length === 0) return;
  const prefix = kind.prefix === undefined ? '' : `, ${kind.prefix}…`;
  throw new FileError(
    `${file}: nothing was imported.\n  ${flaws.join('\n  ')}\n  known columns: ${known.join(', ')}${prefix}`,
  );
};
