import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { oneLine } from '../../../activities/templates/frame/clean.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import { BacktestInputError } from './input-error.ts';
import type { Mapping, Row } from './mapping.ts';
import { longestLine, readText, readTextLines } from './read-text.ts';

/** One line of the input. */
export interface InputLine {
  /** The header of a CSV file is line 1. */
  readonly line: number;
  readonly at: Millis;
  /** A row of an export that has a mapping, or an event as it is. */
  readonly content: Row;
  /** Why it is no event, and left out; `at` is then that of the line before. */
  readonly flaw?: string;
}

export type ReadLines = () => AsyncIterable<InputLine>;

/** Columns of our own events in a CSV file; `data` is JSON. */
const ownColumns = ['id', 'type', 'occurredAt', 'data'] as const;

/**
 * The lines of a file of events, in the order of the file: `.jsonl` with one event a line, `.csv` with our own columns,
 * or `.csv` of another layout with its mapping.
 */
export const linesOf = (path: string, mapping: Mapping | undefined): ReadLines =>
  mapping ? () => rowsOf(path, mapping.at) : isCsv(path) ? () => ownRows(path) : () => jsonLines(path);

const isCsv = (path: string): boolean => /\.csv$/iu.test(path);

/** The columns of a CSV file. @throws BacktestInputError */
export const columnsOf = async (path: string): Promise<readonly string[]> => {
  const source = Readable.from(readText(path));
  const parser = parse({ to: 1, relax_quotes: true, max_record_size: longestLine });
  source.once('error', (error) => parser.destroy(error));
  try {
    for await (const record of source.pipe(parser)) return record as string[];
  } catch (error) {
    throw asInputError(path, error);
  } finally {
    source.destroy();
  }
  return [];
};

const asInputError = (path: string, error: unknown): BacktestInputError =>
  error instanceof BacktestInputError
    ? error
    : new BacktestInputError(`${basename(path)}: ${(error as Error).message}.`, { cause: error });

const isOwn = (columns: readonly string[]): boolean => ownColumns.every((name) => columns.includes(name));

/** The first of `mappings` that fits the file; undefined: it holds our own events. @throws BacktestInputError */
export const mappingFor = async (path: string, mappings: readonly Mapping[]): Promise<Mapping | undefined> => {
  if (!isCsv(path)) return undefined;
  const columns = await columnsOf(path);
  if (columns.length === 0)
    throw new BacktestInputError(`${basename(path)}: is empty; its first line names the columns.`);
  const mapping = mappings.find((one) => one.columns.every((name) => columns.includes(name)));
  if (mapping || isOwn(columns)) return mapping;
  throw new BacktestInputError(
    `${basename(path)}: its columns (${columns.map((name) => oneLine(name, 40)).join(', ')}) are of no known layout. Our own events have ${ownColumns.join(', ')} ` +
      'and customerId, email, phone or anonymousId; for another layout copy cli/backtest/mappings/clickstream.ts and name ' +
      'the copy with --mapping.',
  );
};

const lineError = (path: string, line: number, why: string): BacktestInputError =>
  new BacktestInputError(`${basename(path)}:${line}: ${why}.`);

/** What is known of one line before it is told when it happened. */
type Read = Omit<InputLine, 'at'>;

/** Adds when each line happened; a line that does not say it has a flaw. */
async function* timed(path: string, lines: AsyncIterable<Read>, at: Mapping['at']): AsyncGenerator<InputLine> {
  let last: Millis = 0;
  for await (const read of lines) {
    const instant = read.flaw === undefined ? instantOf(path, read.line, () => at(read.content)) : read.flaw;
    if (typeof instant === 'string') yield { ...read, at: last, flaw: instant };
    else yield { ...read, at: (last = instant) };
  }
}

const rowsOf = (path: string, at: Mapping['at']): AsyncGenerator<InputLine> => timed(path, recordsOf(path), at);

async function* recordsOf(path: string): AsyncGenerator<Read> {
  const source = Readable.from(readText(path));
  const parser = parse({
    columns: true,
    info: true,
    skip_empty_lines: true,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: longestLine,
  });
  source.once('error', (error) => parser.destroy(error));
  type Parsed = { readonly record: Row; readonly info: { readonly lines: number; readonly error?: Error } };
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<Parsed>) {
      const line = { line: info.lines, content: record };
      yield info.error ? { ...line, flaw: 'has other columns than the header' } : line;
    }
  } catch (error) {
    throw asInputError(path, error);
  } finally {
    source.destroy();
  }
}

const occurredAt: Mapping['at'] = (event) => Date.parse(event?.['occurredAt'] ?? '');

async function* ownRows(path: string): AsyncGenerator<InputLine> {
  for await (const { content, ...line } of rowsOf(path, occurredAt)) {
    if (line.flaw !== undefined) {
      yield { ...line, content };
      continue;
    }
    const { customerId, email, phone, anonymousId, id, type, occurredAt, data = '' } = content;
    const names = Object.entries({ id: customerId, email, phone, anonymousId }).filter(([, value]) => value);
    const told = { id, type, occurredAt, ...(names.length > 0 && { customer: Object.fromEntries(names) }) };
    const { json, flaw } = parseJson(data || '{}');
    yield {
      ...line,
      content: { ...told, data: json } as unknown as Row,
      ...(flaw !== undefined && { flaw: `data ${flaw}` }),
    };
  }
}

const jsonLines = (path: string): AsyncGenerator<InputLine> => timed(path, jsonOf(path), occurredAt);

async function* jsonOf(path: string): AsyncGenerator<Read> {
  for await (const [line, text] of readTextLines(path)) {
    if (text.trim() === '') continue;
    const { json, flaw } = parseJson(text);
    yield { line, content: json as Row, ...(flaw !== undefined && { flaw }) };
  }
}

const parseJson = (text: string): { readonly json: unknown; readonly flaw?: string } => {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch (error) {
    return { json: {}, flaw: `is no JSON: ${oneLine((error as Error).message)}` };
  }
};

/** When a line happened, or why it does not say so. @throws BacktestInputError when a mapping goes wrong. */
const instantOf = (path: string, line: number, read: () => Millis): Millis | string => {
  try {
    const at = read();
    return Number.isFinite(at) ? at : 'does not say when it happened: occurredAt is no instant';
  } catch (error) {
    if (error instanceof RangeError) return oneLine(error.message);
    throw lineError(path, line, `the mapping went wrong: ${(error as Error).message}`);
  }
};
