import type { Queries } from './client.ts';

/** What is kept for a session that has its database, of one shop, for itself: nobody else writes to it, or switches anything. */
interface Sole {
  readonly settings: Map<string, Promise<unknown>>;
}

const sole = Symbol('sole session');

/** Marks a session as the only one of its database, as a backtest's is; what is made from it by prototype is marked too. */
export const asSole = <Session extends Queries>(session: Session): Session =>
  Object.assign(session, { [sole]: { settings: new Map() } satisfies Sole });

const soleOf = (queries: Queries): Sole | undefined => (queries as { readonly [sole]?: Sole })[sole];

/** Takes a lock, where there is anybody whom it could keep out. */
export const keepOut = async (queries: Queries, lock: (queries: Queries) => Promise<unknown>): Promise<void> => {
  if (!soleOf(queries)) await lock(queries);
};

/**
 * Reads what people have set, such as a policy: each time, since they may set it anew. Where nobody can it is read once
 * for each `name`, which tells all that the answer depends on besides the shop.
 */
export const readSetting = <Setting>(
  queries: Queries,
  name: string,
  read: () => Promise<Setting>,
): Promise<Setting> => {
  const kept = soleOf(queries)?.settings;
  if (!kept) return read();
  const known = (kept.get(name) as Promise<Setting> | undefined) ?? read();
  kept.set(name, known);
  return known;
};
