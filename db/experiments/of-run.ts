import { sql } from 'drizzle-orm';
import { assignments, runs } from '../schema/index.ts';

/** Of a row of `runs`: the arms that its customer is in, by the names of its journey's experiments; null: in none. */
export const armsOfRun = sql<Readonly<Record<string, string>> | null>`(
  select jsonb_object_agg(substr(own.experiment, length(${runs.journey}) + 2), own.arm)
  from ${assignments} own
  where own.customer_id = ${runs.customerId} and own.store_id = ${runs.storeId}
    and starts_with(own.experiment, ${runs.journey} || '/'))`;
