import { sql } from 'drizzle-orm';
import type { Queries } from '../client.ts';

/**
 * A text that changes whenever a transaction that wrote something has ended, and only then: as long as
 * it stays the same, no query can answer anything new. Costs next to nothing.
 */
export const readSnapshot = async (db: Queries): Promise<string> => {
  const [row] = await db.execute<{ snapshot: string }>(sql`select pg_current_snapshot()::text as snapshot`);
  return row!.snapshot;
};
