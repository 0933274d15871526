import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/** An instant of the database as rules and documents have it: milliseconds since 1970, as a number. */
export const millis = (instant: SQLWrapper): SQL<number> => sql`(extract(epoch from ${instant}) * 1000)::float8`;

/** A row with an instant, as JSON of the database has it. */
type JsonDated<Row extends { readonly at: Date }> = Omit<Row, 'at'> & { readonly at: number };

/** Rows of such JSON, with their instants. */
export const datedRows = <Row extends { readonly at: Date }>(rows: readonly JsonDated<Row>[]): readonly Row[] =>
  rows.map((row) => ({ ...row, at: new Date(row.at) }) as unknown as Row);
