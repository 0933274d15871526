import { createReadStream } from 'node:fs';
import { BacktestInputError } from './input-error.ts';

/** The text of a file, piece by piece, without a byte order mark. @throws BacktestInputError when it cannot be read or is not UTF-8. */
export async function* readText(path: string): AsyncGenerator<string> {
  // Letters of another encoding would be replaced by one and the same, and two customers could become one.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of createReadStream(path)) yield decoder.decode(piece as Buffer, { stream: true });
    yield decoder.decode();
  } catch (error) {
    const isEncoding =
      error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    throw new BacktestInputError(
      isEncoding
        ? `${path}: is not UTF-8. Export it as UTF-8, or convert it: iconv -f LATIN1 -t UTF-8.`
        : `${path}: cannot be read: ${(error as Error).message}.`,
      { cause: error },
    );
  }
}

/** Characters of a line: what is longer is no event, and would be held in memory whole. */
export const longestLine = 10_000_000;

/** Its lines, with their number from 1. @throws BacktestInputError */
export async function* readTextLines(path: string): AsyncGenerator<readonly [line: number, text: string]> {
  let line = 0;
  let rest = '';
  for await (const piece of readText(path)) {
    const [first = '', ...others] = piece.split('\n');
    rest += first;
    for (const other of others) {
      yield [(line += 1), rest];
      rest = other;
    }
    if (rest.length > longestLine) {
      throw new BacktestInputError(`${path}:${line + 1}: is longer than ${longestLine} characters.`);
    }
  }
  if (rest !== '') yield [line + 1, rest];
}
