import { fillPlaceholders, is, Placeholder, type Query, SQL, sql } from 'drizzle-orm';
import type { PgPreparedQuery, PreparedQueryConfig } from 'drizzle-orm/pg-core';
import type { Queries } from './client.ts';

/** A place in a built query that each execution fills in, as the driver wants it: outside of an insert an instant in ISO 8601. */
export const given = sql.placeholder;

interface Buildable<Rows> {
  prepare(name: string): PgPreparedQuery<PreparedQueryConfig & { execute: Rows }>;
}

/** What Drizzle asks with: the driver, or a transaction of it. */
interface Session {
  readonly session: {
    readonly client: {
      unsafe<Row>(text: string, parameters: readonly unknown[]): Promise<readonly Row[]>;
    };
  };
  readonly dialect: { sqlToQuery(statement: SQL): Query };
}

/**
 * A query of the builder that is put together once for all sessions, with `given('name')` where the values of each
 * execution stand. To put one together costs as much as to ask it: worth it for what every decision of the gate asks.
 * The only file that touches Drizzle's inner workings: they may change with each exact version.
 */
export const built = <Rows>(
  build: (queries: Queries) => Buildable<Rows>,
): ((queries: Queries, values: Readonly<Record<string, unknown>>) => Promise<Rows>) => {
  let first: PgPreparedQuery<PreparedQueryConfig & { execute: Rows }> | undefined;
  return async (queries, values) => {
    const { session } = queries as unknown as Partial<Session>;
    // A run that is only supposed stands before each of its statements: those are its own.
    if (!session) return build(queries).prepare('own').execute(values);
    first ??= build(queries).prepare('built');
    const own = Object.assign(Object.create(first) as typeof first, { client: session.client });
    return own.execute(values);
  };
};

/** The same of a statement in SQL: its rows by the names of their columns. */
export const builtSql = <Row extends Record<string, unknown>>(
  build: () => SQL,
): ((queries: Queries, values: Readonly<Record<string, string>>) => Promise<readonly Row[]>) => {
  let first: Query | undefined;
  return async (queries, values) => {
    const { session, dialect } = queries as unknown as Partial<Session>;
    if (!session || !dialect) return (await queries.execute<Row>(filled(build(), values))) as unknown as readonly Row[];
    first ??= dialect.sqlToQuery(build());
    return session.client.unsafe(first.sql, fillPlaceholders(first.params, values));
  };
};

/** A statement with the values in their places, for a session that puts its own before it. */
const filled = (statement: SQL, values: Readonly<Record<string, string>>): SQL =>
  new SQL(
    statement.queryChunks.map((chunk) => {
      if (is(chunk, Placeholder)) return sql.param(values[chunk.name]);
      return is(chunk, SQL) ? filled(chunk, values) : chunk;
    }),
  );
