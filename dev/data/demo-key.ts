import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeApiKey } from '../../api/access/key-text.ts';

/** The demo store's API key: made at the first start, the same at later ones. The database has its hash only. */
export const demoKey = (stateFolder: string): string => {
  const file = join(stateFolder, 'demo-key');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const key = makeApiKey();
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  return key;
};
