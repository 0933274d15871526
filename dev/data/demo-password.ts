import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePassword } from '../../api/console/sign-in/password.ts';

/** The demo operator's password: made at the first start, the same at later ones. The database has its hash only. */
export const demoPassword = (stateFolder: string): string => {
  const file = join(stateFolder, 'demo-password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = makePassword();
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
};
