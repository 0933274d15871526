import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/** An instant of the database as rules and documents have it: milliseconds since 1970, as a number. */
export const millis = (instant: SQLWrapper): SQL<number> => sql`(extract(epoch from ${instant}) * 1000)::float8`;
