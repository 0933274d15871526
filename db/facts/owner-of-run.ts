import { type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { FactsRequest } from './request.ts';

/** Whose run it is, as a part of another statement. */
export const ownerOfRun = (run: FactsRequest['run'] | Placeholder): SQL =>
  sql`(select customer_id from runs where id = ${run})`;
