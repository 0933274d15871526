import { randomUUID } from 'node:crypto';
import { hashPassword, isPassword } from '../../api/console/sign-in/password.ts';
import type { Queries } from '../../db/client.ts';
import { changeOperator, insertOperator, readOperator } from '../../db/access/operators.ts';

/** Who may sign in to the demo's console. */
export const demoOperator = 'demo';

/** Makes the demo's operator where it is missing, with this password. */
export const seedDemoOperator = async (db: Queries, password: string): Promise<void> => {
  const before = await readOperator(db, demoOperator);
  if (before && (await isPassword(password, before.passwordHash))) return;
  const passwordHash = await hashPassword(password);
  if (before) await changeOperator(db, before.id, { passwordHash });
  else await insertOperator(db, { id: randomUUID(), name: demoOperator, passwordHash, createdAt: new Date() });
};
