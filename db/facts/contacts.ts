import { eq } from 'drizzle-orm';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { lastContacts, runs } from '../schema/index.ts';
import type { FactsRequest } from './request.ts';

const contactsQuery = built((db) =>
  db
    .select({ kind: lastContacts.kind, at: lastContacts.at })
    .from(lastContacts)
    .innerJoin(runs, eq(runs.customerId, lastContacts.customerId))
    .where(eq(runs.id, given('run'))),
);

/** When the customer of the run last did something of each kind. */
export const readContacts = async (db: Queries, { run }: FactsRequest) => contactsQuery(db, { run });
