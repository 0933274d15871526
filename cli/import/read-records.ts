import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { parse } from 'csv-parse';
import type { FileEvent, Kind, Row } from './kind.ts';

/** A record, or what is wrong with a line; `bytes` is how far the file was read. */
export type Read = { readonly line: number; readonly bytes: number } & (
  | { readonly event: FileEvent['event'] }
  | { readonly problem: string }
);

/** The file's records, read as they are wanted: files of any size. */
export async function* readRecords(path: string, kind: Kind): AsyncGenerator<Read> {
  let group: [Row, ...Row[]] | undefined;
  let bytes = 0;
  for await (const row of readRows(path, kind, (read) => void (bytes = read))) {
    const key = kind.groupBy;
    if (group && key !== undefined && group[0].cells[key] === row.cells[key]) {
      group.push(row);
      continue;
    }
    if (group) yield toRecord(kind, group, bytes);
    group = [row];
  }
  if (group) yield toRecord(kind, group, bytes);
}

const toRecord = (kind: Kind, rows: readonly [Row, ...Row[]], bytes: number): Read => {
  const [{ line }] = rows;
  try {
    return { line, bytes, event: kind.toEvent(rows) };
  } catch (error) {
    return { line, bytes, problem: error instanceof Error ? error.message : String(error) };
  }
};

async function* readRows(path: string, kind: Kind, progress: (bytes: number) => void): AsyncGenerator<Row> {
  const parser = createReadStream(path).pipe(
    parse({
      bom: true,
      columns: (header: string[]) => checkHeader(header, kind),
      delimiter: await delimiterOf(path),
      info: true,
      skip_empty_lines: true,
      trim: true,
    }),
  );
  for await (const { info, record } of parser as AsyncIterable<{
    info: { lines: number; bytes: number };
    record: { [column: string]: string };
  }>) {
    progress(info.bytes);
    const cells = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''));
    yield { line: info.lines, cells };
  }
}

/** @throws Error that names the columns that are missing or not known: nothing is left out in silence. */
const checkHeader = (header: readonly string[], kind: Kind): string[] => {
  const names = header.map((name) => name.trim().toLowerCase());
  const known = [...kind.required, ...kind.optional];
  const missing = kind.required.filter((name) => !names.includes(name));
  const unknown = names.filter(
    (name) => !known.includes(name) && !(kind.prefix !== undefined && name.startsWith(kind.prefix)),
  );
  if (missing.length === 0 && unknown.length === 0) return names;
  const prefix = kind.prefix === undefined ? '' : `, ${kind.prefix}…`;
  throw new Error(
    [
      ...(missing.length > 0 ? [`missing columns: ${missing.join(', ')}`] : []),
      ...(unknown.length > 0 ? [`unknown columns: ${unknown.join(', ')}`] : []),
      `known columns: ${known.join(', ')}${prefix}`,
    ].join('\n  '),
  );
};

/** The separator that the header uses most. */
const delimiterOf = async (path: string): Promise<string> => {
  const file = await open(path);
  try {
    for await (const header of file.readLines()) {
      const counted = [',', ';', '\t'].map((one) => [header.split(one).length, one] as const);
      return counted.toSorted(([a], [b]) => b - a)[0]![1];
    }
    return ',';
  } finally {
    await file.close();
  }
};
