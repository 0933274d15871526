import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, basename } from 'node:path';

/** True when one of `words` stands in `bytes`, in any letter case. */
export const holds = (bytes: Buffer | string, words: readonly string[]): boolean => {
  const text = (typeof bytes === 'string' ? bytes : bytes.toString('latin1')).toLowerCase();
  return words.some((word) => text.includes(word.toLowerCase()));
};

/** A database of SQLite with its log and shared memory, byte for byte. */
export const sqliteFiles = (file: string): readonly { readonly name: string; readonly bytes: Buffer }[] =>
  readdirSync(dirname(file))
    .filter((name) => name.startsWith(basename(file)))
    .map((name) => ({ name, bytes: readFileSync(join(dirname(file), name)) }));

/** A history as JSON, and after it every payload of it as text: JSON keeps them in base64. */
export const readableHistory = (json: string): string => {
  const payloads = [...json.matchAll(/"data":\s*"([A-Za-z0-9+/=]+)"/g)].map(([, data]) =>
    Buffer.from(data!, 'base64').toString(),
  );
  return [json, ...payloads].join('\n');
};
