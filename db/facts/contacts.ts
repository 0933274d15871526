import { eq } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { lastContacts, runs } from '../schema/index.ts';
import type { FactsRequest } from './request.ts';

/** When the customer of the run last did something of each kind. */
export const readContacts = async (db: Queries, { run }: FactsRequest) =>
  db
    .select({ kind: lastContacts.kind, at: lastContacts.at })
    .from(lastContacts)
    .innerJoin(runs, eq(runs.customerId, lastContacts.customerId))
    .where(eq(runs.id, run));
