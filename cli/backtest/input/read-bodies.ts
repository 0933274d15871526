import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import type { Millis } from '../../../domain/time/instant.ts';
import { BacktestInputError } from './input-error.ts';
import type { Mapping, Row } from './mapping.ts';

/** One line of the input. */
export interface InputLine {
  /** The header of a CSV file is line 1. */
  readonly line: number;
  readonly at: Millis;
  /** A row of an export that has a mapping, or an event as it is. */
  readonly content: Row;
}

export type ReadLines = () => AsyncIterable<InputLine>;

/** Columns of our own events in a CSV file; `data` is JSON. */
const ownColumns = ['id', 'type', 'occurredAt', 'data'] as const;

/**
 * The lines of a file of events, in the order of the file: `.jsonl` with one event a line, `.csv` with our own columns,
 * or `.csv` of another layout with its mapping.
 */
export const linesOf = (path: string, mapping: Mapping | undefined): ReadLines =>
  mapping ? () => rowsOf(path, mapping.at) : path.endsWith('.csv') ? () => ownRows(path) : () => jsonLines(path);

/** The columns of a CSV file. */
export const columnsOf = async (path: string): Promise<readonly string[]> => {
  const source = createReadStream(path);
  try {
    for await (const record of source.pipe(parse({ bom: true, to: 1, relax_quotes: true }))) return record as string[];
  } catch (error) {
    throw new BacktestInputError(`${path}: cannot be read: ${(error as Error).message}.`, { cause: error });
  } finally {
    source.destroy();
  }
  return [];
};

const isOwn = (columns: readonly string[]): boolean => ownColumns.every((name) => columns.includes(name));

/** The first of `mappings` that fits the file; undefined: it holds our own events. @throws BacktestInputError */
export const mappingFor = async (path: string, mappings: readonly Mapping[]): Promise<Mapping | undefined> => {
  if (!path.endsWith('.csv')) return undefined;
  const columns = await columnsOf(path);
  const mapping = mappings.find((one) => one.columns.every((name) => columns.includes(name)));
  if (mapping || isOwn(columns)) return mapping;
  throw new BacktestInputError(
    `${basename(path)}: its columns (${columns.join(', ')}) are of no known layout. Our own events have ${ownColumns.join(', ')} ` +
      'and customerId, email, phone or anonymousId; for another layout copy cli/backtest/mappings/clickstream.ts and name ' +
      'the copy with --mapping.',
  );
};

const lineError = (path: string, line: number, why: string): BacktestInputError =>
  new BacktestInputError(`${basename(path)}:${line}: ${why}.`);

async function* rowsOf(path: string, at: Mapping['at']): AsyncGenerator<InputLine> {
  const options = { bom: true, columns: true, info: true, skip_empty_lines: true, relax_quotes: true } as const;
  const parser = createReadStream(path).pipe(parse(options));
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Row; info: { lines: number } }>) {
      yield { line: info.lines, at: instantOf(path, info.lines, () => at(record)), content: record };
    }
  } catch (error) {
    if (error instanceof BacktestInputError) throw error;
    throw new BacktestInputError(`${basename(path)}: ${(error as Error).message}.`, { cause: error });
  }
}

async function* ownRows(path: string): AsyncGenerator<InputLine> {
  for await (const { content, ...line } of rowsOf(path, ({ occurredAt = '' }) => Date.parse(occurredAt))) {
    const { customerId, email, phone, anonymousId, id, type, occurredAt, data = '' } = content;
    const names = Object.entries({ id: customerId, email, phone, anonymousId }).filter(([, value]) => value);
    const body = {
      id,
      type,
      occurredAt,
      ...(names.length > 0 && { customer: Object.fromEntries(names) }),
      data: parseJson(path, line.line, data || '{}'),
    };
    yield { ...line, content: body as unknown as Row };
  }
}

async function* jsonLines(path: string): AsyncGenerator<InputLine> {
  const source = createReadStream(path);
  const failed = new Promise<never>((_, reject) => {
    source.once('error', (error) => reject(new BacktestInputError(`${path}: ${error.message}.`, { cause: error })));
  });
  failed.catch(() => {});
  await Promise.race([failed, new Promise((resolve) => source.once('open', resolve))]);
  let line = 0;
  for await (const text of createInterface({ input: source, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue;
    const content = parseJson(path, line, text) as Row;
    yield { line, at: instantOf(path, line, () => Date.parse(content?.['occurredAt'] ?? '')), content };
  }
}

const parseJson = (path: string, line: number, text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw lineError(path, line, `is no JSON: ${(error as Error).message}`);
  }
};

const instantOf = (path: string, line: number, read: () => Millis): Millis => {
  let at: Millis;
  try {
    at = read();
  } catch (error) {
    throw lineError(path, line, (error as Error).message);
  }
  if (Number.isNaN(at)) throw lineError(path, line, 'does not say when it happened: occurredAt is no instant');
  return at;
};
