import { type Column, type Placeholder, type SQL, sql } from 'drizzle-orm';

/**
 * `inArray` for a query that is built once, however many values there are: they are given as PostgreSQL writes an array
 * (`wordsText`).
 */
export const isOneOf = (column: Column, values: Placeholder): SQL =>
  sql`${column} = any(${values}::${sql.raw(`${column.getSQLType()}[]`)})`;
