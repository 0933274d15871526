import type postgres from 'postgres';
import type { Millis } from '../../../domain/time/instant.ts';
import type { InputLine, ReadLines } from './read-bodies.ts';

/** The lines of an input in order of time; those of one instant in the order of the file. */
export interface OrderedInput {
  readonly lines: AsyncIterable<InputLine>;
  readonly count: number;
  /** Infinite where there is none. */
  readonly first: Millis;
}

/** What an input is found to be when it is read through. */
export interface Survey {
  readonly count: number;
  /** Infinite where there is none. */
  readonly first: Millis;
  readonly isSorted: boolean;
}

/** Rows written at a time. */
const blockSize = 2_000;

/** Reads an input once to see whether it is in order. */
export const survey = async (read: ReadLines): Promise<Survey> => {
  let count = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let isSorted = true;
  for await (const { at, flaw } of read()) {
    count += 1;
    if (flaw !== undefined) continue;
    first = Math.min(first, at);
    isSorted &&= at >= last;
    last = at;
  }
  return { count, first, isSorted };
};

/** What is not in order is sorted in a table of the backtest's database: never more than a block of it is in memory. */
export const inOrder = async (
  read: ReadLines,
  { count, first, isSorted }: Survey,
  sql: postgres.Sql,
): Promise<OrderedInput> => {
  if (isSorted) return { lines: read(), count, first };
  await sql`create unlogged table backtest_input (at bigint not null, line int not null, content text not null, flaw text)`;
  let block: { at: number; line: number; content: string; flaw: string | null }[] = [];
  const write = async (): Promise<void> => {
    if (block.length > 0) await sql`insert into backtest_input ${sql(block)}`;
    block = [];
  };
  for await (const { content, at, line, flaw = null } of read()) {
    block.push({ at, line, content: JSON.stringify(content), flaw });
    if (block.length >= blockSize) await write();
  }
  await write();
  await sql`create index on backtest_input (at, line)`;
  return { lines: sorted(sql), count, first };
};

async function* sorted(sql: postgres.Sql): AsyncGenerator<InputLine> {
  const rows = sql<
    { at: string; line: number; content: string; flaw: string | null }[]
  >`select at, line, content, flaw from backtest_input order by at, line`;
  for await (const block of rows.cursor(blockSize)) {
    for (const { at, line, content, flaw } of block) {
      const told = { at: Number(at), line, content: JSON.parse(content) as InputLine['content'] };
      yield flaw === null ? told : { ...told, flaw };
    }
  }
}
