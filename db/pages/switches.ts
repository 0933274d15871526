import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { readAllowlist } from '../switches/allowlist.ts';
import { readModes } from '../switches/modes.ts';
import { readStandingPauses } from '../switches/pauses.ts';
import { namesOf } from './operator-names.ts';

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
  const nameOf = await namesOf(db, actors);
  return {
    modes: modes.map((row) => ({ ...row, setBy: nameOf(row.setBy) })),
    pauses: pauses.map((row) => ({ ...row, pausedBy: nameOf(row.pausedBy) })),
    allowed: allowed.map((row) => ({ ...row, addedBy: nameOf(row.addedBy) })),
  };
};
