import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The stack's ERASURE_KEY: made at the first start, the same at later ones, or erased names would not be known again. */
export const erasureKey = (stateFolder: string): string => {
  const file = join(stateFolder, 'erasure-key');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const key = randomBytes(32).toString('base64');
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  return key;
};
