import { sql } from 'drizzle-orm';
import type { Database } from '../../../../db/client.ts';

/** Rows that are noted, as `table, when, kind, column of whom it is about`. */
const noted = [
  ['messages', 'insert', "new.state = 'claimed'", 'claim', 'key'],
  ['messages', 'update', "new.state = 'claimed' and old.state <> 'claimed'", 'claim', 'key'],
  ['runs', 'update', 'new.exit_event is not null and old.exit_event is null', 'exit', 'customer_id'],
  ['consents', 'insert', 'true', 'consent', 'customer_id'],
  ['suppressions', 'insert', 'true', 'suppressed', 'address'],
  ['loyalty_accounts', 'insert', 'true', 'member', 'customer_id'],
  ['loyalty_accounts', 'update', 'true', 'member', 'customer_id'],
  ['customers', 'update', 'new.erased_at is not null and old.erased_at is null', 'erased', 'id'],
  ['pauses', 'insert', 'true', 'switch', 'store_id'],
  ['pauses', 'update', 'true', 'switch', 'store_id'],
  ['sending_modes', 'insert', 'true', 'switch', 'store_id'],
  ['allowlist', 'insert', 'true', 'switch', 'store_id'],
  ['allowlist', 'delete', 'true', 'switch', 'store_id'],
] as const;

export type NotedKind = (typeof noted)[number][3];

/**
 * Numbers transactions in the order in which they commit, as far as they wait for each other: the number is drawn by a
 * deferred trigger, as the last thing before the commit and before any lock is given back. What decided is not asked.
 */
export const noteCommits = async (db: Database): Promise<void> => {
  await db.execute(sql`create table commit_order (seq bigserial primary key, kind text not null, about text not null)`);
  await db.execute(
    sql.raw(`create function note_commit() returns trigger language plpgsql as $$
      begin
        insert into commit_order (kind, about) values (tg_argv[0], to_jsonb(coalesce(new, old)) ->> tg_argv[1]);
        return null;
      end $$`),
  );
  for (const [place, [table, when, which, kind, column]] of noted.entries()) {
    await db.execute(
      sql.raw(`create constraint trigger commit_order_${place} after ${when} on ${table} deferrable initially deferred
        for each row when (${which}) execute function note_commit('${kind}', '${column}')`),
    );
  }
};

/** The number of the newest commit of all. */
export const newestCommit = async (db: Database): Promise<number> => {
  const [row] = await db.execute<{ seq: string | null }>(sql`select max(seq) as seq from commit_order`);
  return Number(row?.seq ?? 0);
};

/** The number of the newest commit of a kind that is about `about`. */
export const lastCommit = async (db: Database, kind: NotedKind, about: string): Promise<number | undefined> => {
  const [row] = await db.execute<{ seq: string | null }>(
    sql`select max(seq) as seq from commit_order where kind = ${kind} and about = ${about}`,
  );
  return row?.seq ? Number(row.seq) : undefined;
};

/** Where each claim that stands has its place, by its step's key. */
export const commitsOfClaims = async (db: Database): Promise<ReadonlyMap<string, number>> => {
  const rows = await db.execute<{ key: string; seq: string }>(
    sql`select about as key, max(seq) as seq from commit_order where kind = 'claim' group by about`,
  );
  return new Map(rows.map(({ key, seq }) => [key, Number(seq)]));
};
