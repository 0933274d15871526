import { inArray } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { operators } from '../schema/index.ts';

const prefix = 'operator:';

/** How people know these actors of the audit log: an operator by name, anybody else as it stands there. */
export const namesOf = async (db: Queries, actors: readonly string[]): Promise<(actor: string) => string> => {
  const ids = [...new Set(actors.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length)))];
  if (ids.length === 0) return (actor) => actor;
  const rows = await db
    .select({ id: operators.id, name: operators.name })
    .from(operators)
    .where(inArray(operators.id, ids));
  const names = new Map(rows.map(({ id, name }) => [`${prefix}${id}`, name]));
  return (actor) => names.get(actor) ?? actor;
};
