import { Column, is, Param, Placeholder, type Query, SQL, sql, Subquery } from 'drizzle-orm';
import type { PgPreparedQuery, PreparedQueryConfig } from 'drizzle-orm/pg-core';
import type { Queries } from './client.ts';

/** A place in a built query that each execution fills in, as the driver wants it: outside of an insert an instant in ISO 8601. */
export const given = sql.placeholder;

type Values = Readonly<Record<string, unknown>>;

interface Buildable<Rows> {
  prepare(name: string): PgPreparedQuery<PreparedQueryConfig & { execute: Rows }>;
}

/** What Drizzle asks with: the driver, or a transaction of it. */
interface Session {
  readonly session: {
    readonly client: {
      unsafe<Row>(
        text: string,
        parameters: readonly unknown[],
      ): Promise<readonly Row[]> & { values(): Promise<readonly (readonly unknown[])[]> };
    };
  };
  readonly dialect: { sqlToQuery(statement: SQL): Query };
}

/** What Drizzle makes of a query: its text, what fills its places, and where the columns of its rows go. */
interface Prepared {
  readonly queryString: string;
  readonly params: readonly unknown[];
  readonly fields?: readonly Field[];
  readonly joinsNotNullableMap?: unknown;
}

interface Field {
  readonly path: readonly string[];
  readonly field: unknown;
}

interface Decoder {
  mapFromDriverValue(value: unknown): unknown;
}

type Ask<Rows> = (queries: Queries, values: Values) => Promise<Rows>;

/**
 * A query of the builder that is put together once for all sessions, with `given('name')` where the values of each
 * execution stand. To put one together costs as much as to ask it: worth it for what every decision of the gate asks.
 * The only file that touches Drizzle's inner workings: they may change with each exact version.
 */
export const built = <Rows>(build: (queries: Queries) => Buildable<Rows>): Ask<Rows> => {
  let first: ((client: Session['session']['client'], values: Values) => Promise<Rows>) | undefined;
  return async (queries, values) => {
    const { session } = queries as unknown as Partial<Session>;
    // A run that is only supposed stands before each of its statements: those are its own.
    if (!session) return build(queries).prepare('own').execute(values);
    first ??= asking<Rows>(build(queries).prepare('built'));
    return first(session.client, values);
  };
};

/** The same of a statement that is another one for each set of `names`, of which there are to be few. */
export const builtFor = <Name extends string, Rows>(
  build: (queries: Queries, names: readonly Name[]) => Buildable<Rows>,
): ((queries: Queries, names: readonly Name[], values: Values) => Promise<Rows>) => {
  const known = new Map<string, Ask<Rows>>();
  return async (queries, names, values) => {
    const key = names.join(' ');
    const ask = known.get(key) ?? built((some) => build(some, names));
    known.set(key, ask);
    return ask(queries, values);
  };
};

/** A place for each of these columns, by their names. */
export const givenAll = <Name extends string>(names: readonly Name[]): Record<Name, Placeholder<Name>> =>
  Object.fromEntries(names.map((name) => [name, given(name)])) as Record<Name, Placeholder<Name>>;

/** The names of a row that have a value: of the others the database's default holds. */
export const namesIn = <Row extends object>(row: Row): readonly (keyof Row & string)[] =>
  (Object.keys(row) as (keyof Row & string)[]).filter((name) => row[name] !== undefined);

/** A place that is written as the column wants it, where the builder does not know for which column it is. */
export const givenOf = (column: Column, name: string): SQL => sql`${sql.param(given(name), column)}`;

/** As `built`, of a statement in SQL: its rows by the names of their columns. */
export const builtSql = <Row extends Record<string, unknown>>(
  build: () => SQL,
): ((queries: Queries, values: Readonly<Record<string, string>>) => Promise<readonly Row[]>) => {
  let first: { readonly text: string; readonly fill: (values: Values) => unknown[] } | undefined;
  return async (queries, values) => {
    const { session, dialect } = queries as unknown as Partial<Session>;
    if (!session || !dialect) return (await queries.execute<Row>(filled(build(), values))) as unknown as readonly Row[];
    if (!first) {
      const { sql: text, params } = dialect.sqlToQuery(build());
      first = { text, fill: fillerOf(params) };
    }
    return session.client.unsafe<Row>(first.text, first.fill(values));
  };
};

/** What Drizzle does with a prepared query, without what it looks up anew for each of its values. */
const asking = <Rows>(
  query: PgPreparedQuery<PreparedQueryConfig & { execute: Rows }>,
): ((client: Session['session']['client'], values: Values) => Promise<Rows>) => {
  const { queryString, params, fields, joinsNotNullableMap } = query as unknown as Prepared;
  // Whether a joined table has a row at all is a matter of all of its columns: left to Drizzle.
  if (joinsNotNullableMap && fields?.some(({ path }) => path.length > 1)) {
    return async (client, values) => Object.assign(Object.create(query) as typeof query, { client }).execute(values);
  }
  const fill = fillerOf(params);
  if (!fields) return async (client, values) => (await client.unsafe(queryString, fill(values))) as Rows;
  const read = readerOf(fields);
  return async (client, values) => (await client.unsafe(queryString, fill(values)).values()).map(read) as Rows;
};

/** Puts values into the places of a query, each as its column wants it; null is the database's own. */
const fillerOf = (params: readonly unknown[]): ((values: Values) => unknown[]) => {
  const fills = params.map((param): ((values: Values) => unknown) => {
    if (is(param, Placeholder)) return (values) => valueOf(values, param.name);
    if (!is(param, Param) || !is(param.value, Placeholder)) return () => param;
    const { encoder, value } = param as { encoder: { mapToDriverValue(value: unknown): unknown }; value: Placeholder };
    return (values) => {
      const own = valueOf(values, value.name);
      return own === null ? null : encoder.mapToDriverValue(own);
    };
  });
  return (values) => fills.map((fill) => fill(values));
};

const valueOf = (values: Values, name: string): unknown => {
  const value = values[name];
  if (value === undefined) throw new Error(`No value is given for ${name} of a built query.`);
  return value;
};

const readerOf = (fields: readonly Field[]): ((row: readonly unknown[]) => Record<string, unknown>) => {
  const columns = fields.map(({ path, field }) => ({ path, decoder: decoderOf(field) }));
  return (row) => {
    const result: Record<string, unknown> = {};
    for (const [index, { path, decoder }] of columns.entries()) {
      const value = row[index];
      const read = value === null ? null : decoder.mapFromDriverValue(value);
      let place = result;
      for (const name of path.slice(0, -1)) place = (place[name] ??= {}) as Record<string, unknown>;
      place[path.at(-1)!] = read;
    }
    return result;
  };
};

const decoderOf = (field: unknown): Decoder => {
  if (is(field, Column)) return field;
  if (is(field, SQL)) return (field as unknown as { decoder: Decoder }).decoder;
  if (is(field, Subquery)) return (field._.sql as unknown as { decoder: Decoder }).decoder;
  return (field as { sql: { decoder: Decoder } }).sql.decoder;
};

/** The statement with the values in their places, for a session that puts its own before it. */
const filled = (statement: SQL, values: Readonly<Record<string, string>>): SQL =>
  new SQL(
    statement.queryChunks.map((chunk) => {
      if (is(chunk, Placeholder)) return sql.param(values[chunk.name]);
      return is(chunk, SQL) ? filled(chunk, values) : chunk;
    }),
  );
