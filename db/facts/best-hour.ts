import { eq } from 'drizzle-orm';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { signals } from '../schema/index.ts';
import { ownerOfRun } from './owner-of-run.ts';
import type { FactsRequest } from './request.ts';

/** The hours in which the customer of the run most probably looks; undefined: nothing is known. */
export const readBestHour = async (db: Queries, { run }: FactsRequest) => {
  const [row] = await bestHourQuery(db, { run });
  return row && row.bin !== null && row.by !== null ? { bin: row.bin, by: row.by } : undefined;
};

const bestHourQuery = built((db) =>
  db
    .select({ bin: signals.bestHour, by: signals.bestHourBy })
    .from(signals)
    .where(eq(signals.customerId, ownerOfRun(given('run')))),
);
