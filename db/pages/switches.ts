import { inArray } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { operators } from '../schema/index.ts';
import { readAllowlist } from '../switches/allowlist.ts';
import { readModes } from '../switches/modes.ts';
import { readStandingPauses } from '../switches/pauses.ts';

export type StoreSwitches = Awaited<ReturnType<typeof readStoreSwitches>>;

/** Everything that is switched in a store, each with who did it: an operator by name, anybody else as in the audit log. */
export const readStoreSwitches = async (db: Queries, store: StoreId) => {
  const [modes, pauses, allowed] = await Promise.all([
    readModes(db, store),
    readStandingPauses(db, store),
    readAllowlist(db, store),
  ]);
  const actors = [
    ...modes.map(({ setBy }) => setBy),
    ...pauses.map(({ pausedBy }) => pausedBy),
    ...allowed.map(({ addedBy }) => addedBy),
  ];
  const names = await operatorNames(db, actors);
  const nameOf = (actor: string): string => names.get(actor) ?? actor;
  return {
    modes: modes.map((row) => ({ ...row, setBy: nameOf(row.setBy) })),
    pauses: pauses.map((row) => ({ ...row, pausedBy: nameOf(row.pausedBy) })),
    allowed: allowed.map((row) => ({ ...row, addedBy: nameOf(row.addedBy) })),
  };
};

const prefix = 'operator:';

const operatorNames = async (db: Queries, actors: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const ids = [...new Set(actors.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length)))];
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: operators.id, name: operators.name })
    .from(operators)
    .where(inArray(operators.id, ids));
  return new Map(rows.map(({ id, name }) => [`${prefix}${id}`, name]));
};
