import { createHash } from 'node:crypto';
import type { ReadRow } from './read-rows.ts';

/** Whether the rows of this key are in several places of the file. */
export type Apart = (key: string) => boolean;

/** Reads the whole file once for the keys that come back; it keeps eight bytes a key. */
export const findApart = async (rows: AsyncIterable<ReadRow>, column: string): Promise<Apart> => {
  let seen = new BigUint64Array(1024);
  let count = 0;
  let last: string | undefined;
  for await (const { row } of rows) {
    const key = row?.cells[column];
    if (key !== undefined && key !== last) {
      if (count === seen.length) {
        const grown = new BigUint64Array(seen.length * 2);
        grown.set(seen);
        seen = grown;
      }
      seen[count++] = hashOf(key);
    }
    last = key;
  }
  const sorted = seen.subarray(0, count).toSorted();
  const apart = new Set<bigint>();
  for (let index = 1; index < count; index++) if (sorted[index] === sorted[index - 1]) apart.add(sorted[index]!);
  return (key) => apart.size > 0 && apart.has(hashOf(key));
};

const hashOf = (key: string): bigint => createHash('sha1').update(key).digest().readBigUInt64LE();
