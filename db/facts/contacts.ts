import { type SQL, sql } from 'drizzle-orm';
import { datedRows, millis } from '../millis.ts';
import { lastContacts, runs } from '../schema/index.ts';

type Contact = Pick<typeof lastContacts.$inferSelect, 'kind' | 'at'>;

/** When the customer of the run last did something of each kind; part of a query of runs. */
export const contactsOfRun = (): SQL<readonly Contact[]> =>
  sql`(
    select coalesce(json_agg(json_build_object('kind', ${lastContacts.kind},
      'at', ${millis(lastContacts.at)}) order by ${lastContacts.kind}), '[]')
    from ${lastContacts} where ${lastContacts.customerId} = ${runs.customerId})`.mapWith(datedRows<Contact>);
