import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keys of the stack that must stay: erased names would not be known again, and links of messages lead nowhere. */
type KeptKey = 'erasure-key' | 'link-key';

/** 32 bytes in base64, made at the first start, the same at later ones. */
export const keptKey = (stateFolder: string, name: KeptKey): string => {
  const file = join(stateFolder, name);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const key = randomBytes(32).toString('base64');
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  return key;
};
