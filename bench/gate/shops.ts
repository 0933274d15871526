import postgres from 'postgres';
import { connectDatabase, type DatabaseConnection } from '../../db/client.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { databaseUrl } from '../../test/stack/database-url.ts';
import { fillShop } from './fill/fill-shop.ts';
import { makePrototypes } from './fill/prototypes.ts';
import type { ShopSize } from './fill/shape.ts';
import { benchMark } from './measure/subjects.ts';

/** A shop on the bench's server: a database of its own. */
export interface BenchShop {
  readonly database: 'small' | 'large';
  readonly size: ShopSize;
}

/** Makes the shop's database unless a run before left it filled like this. */
export const makeShop = async (
  serverUrl: string,
  { database, size }: BenchShop,
  progress: (what: string) => void,
): Promise<void> => {
  const url = databaseUrl(serverUrl, database);
  const comment = `filled ${size.customers} ${size.ledger}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
  try {
    const [known] = await admin`
      select shobj_description(oid, 'pg_database') as comment from pg_database where datname = ${database}`;
    if (known?.['comment'] === comment) return progress(`the ${database} shop is there`);
    await admin.unsafe(`drop database if exists ${database} with (force)`);
    await admin.unsafe(`create database ${database}`);
    await migrateDatabase(url);
    const connection = connectDatabase(url, 2);
    try {
      await makePrototypes(connection);
      await fillShop(connection.sql, size, (what) => progress(`the ${database} shop: ${what}`));
      await connection.sql`create extension pg_prewarm`;
      await connection.sql`create extension pg_stat_statements`;
    } finally {
      await connection.close();
    }
    await admin.unsafe(`comment on database ${database} is '${comment}'`);
    await admin`checkpoint`;
  } finally {
    await admin.end();
  }
};

/** Of the ledger only what the gate looks at is warm on a server that has run for a while: its last weeks. */
const recentShare = 0.15;

/** Connects, and reads into memory what a server that has run for a while would have there. */
export const openShop = async (serverUrl: string, { database }: BenchShop): Promise<DatabaseConnection> => {
  const connection = connectDatabase(databaseUrl(serverUrl, database), 2);
  const session = await connection.sql.reserve();
  await session`set statement_timeout = 0`;
  await session.unsafe(`
    select pg_prewarm(oid, 'read', 'main', case when relname = 'messages'
      then (pg_relation_size(oid) / current_setting('block_size')::int * ${1 - recentShare})::int8 end, null)
    from pg_class
    where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0 ${benchMark}`);
  await session`reset statement_timeout`;
  session.release();
  return connection;
};

/** Rows of the ledger, and the bytes of the whole database. */
export const weigh = async ({
  sql,
}: DatabaseConnection): Promise<{ readonly rows: number; readonly bytes: number }> => {
  const [row] = await sql.unsafe<{ rows: number; bytes: number }[]>(`
    select reltuples::float8 as rows, pg_database_size(current_database())::float8 as bytes
    from pg_class where oid = 'messages'::regclass ${benchMark}`);
  return row!;
};
