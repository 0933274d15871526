import { sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import { builtSql, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { keepOut } from '../sole-session.ts';

/**
 * The store's lock of switches: whoever decides about a message shares it until the commit, whoever switches holds it
 * alone. Taken in a statement before the one that reads the switches, it orders both: every claim was committed before
 * a switch was, or was decided from it. An advisory lock, so that deciding writes nothing and waits for no other
 * decision; PostgreSQL lets no newcomer past a waiting switch, which so waits only for decisions under way.
 */
const key = (store: StoreId): string => `relance.switches/${store}`;

/** Taken by the gate, after the customer's lock. */
export const shareSwitches = async (transaction: Queries, store: StoreId): Promise<void> => {
  await keepOut(transaction, (queries) => shared(queries, { key: key(store) }));
};

const shared = builtSql(() => sql`select pg_advisory_xact_lock_shared(hashtextextended(${given('key')}, 0))`);

/** Taken by who switches, before anything is read; no other lock is held or taken with it. */
export const holdSwitches = async (transaction: Queries, store: StoreId): Promise<void> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key(store)}, 0))`);
};
