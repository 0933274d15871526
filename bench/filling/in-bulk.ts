import type postgres from 'postgres';

/**
 * Fills tables ten times as fast as rows usually come: without keys, triggers and indexes, which are made again at the
 * end, all in one transaction. Needs a superuser, and nobody else at work. Under `wal_level=minimal` tables that are
 * emptied first are not written twice.
 */
export const inBulk = async (
  sql: postgres.Sql,
  { tables, empty }: { readonly tables: readonly string[]; readonly empty: boolean },
  fill: (transaction: postgres.TransactionSql) => Promise<void>,
  progress: (what: string) => void = () => {},
): Promise<void> => {
  await sql.begin(async (transaction) => {
    await transaction`set local statement_timeout = 0`;
    await transaction`set local session_replication_role = replica`;
    await transaction`set local maintenance_work_mem = '1GB'`;
    if (empty) await transaction.unsafe(`truncate ${tables.join(', ')} cascade`);
    // An index that is not ready is left alone by whoever writes; REINDEX makes it ready again.
    await transaction`update pg_index set indisready = false where indrelid = any(${[...tables]}::regclass[])`;
    await fill(transaction);
    for (const table of tables) {
      progress(`indexes of ${table}`);
      await transaction.unsafe(`reindex table ${table}`);
    }
  });
  const connection = await sql.reserve();
  try {
    await connection`set statement_timeout = 0`;
    for (const table of tables) {
      progress(`statistics of ${table}`);
      await connection.unsafe(`vacuum analyze ${table}`);
    }
    await connection`reset statement_timeout`;
  } finally {
    connection.release();
  }
};
