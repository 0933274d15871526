import { type SQL, sql } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';

/** In an upsert: what the row that was to be inserted has in this column. */
export const excluded = (column: string): SQL => sql.raw(`excluded.${toSnakeCase(column)}`);
