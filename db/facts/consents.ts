import { and, asc, desc, eq } from 'drizzle-orm';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { consents, runs } from '../schema/index.ts';
import type { FactsRequest } from './request.ts';

/** More lists than a store keeps; what is beyond is not looked at. */
const mostLists = 40;

const consentsQuery = built((db) =>
  db
    .selectDistinctOn([consents.list], {
      list: consents.list,
      state: consents.state,
      at: consents.at,
      proof: consents.proof,
    })
    .from(consents)
    .innerJoin(runs, eq(runs.customerId, consents.customerId))
    .where(
      and(eq(runs.id, given('run')), eq(consents.channel, given('channel')), eq(consents.purpose, given('purpose'))),
    )
    .orderBy(asc(consents.list), desc(consents.at))
    .limit(mostLists),
);

/**
 * The newest act of the run's customer for marketing on the channel, of each list and of the whole; by WhatsApp, which wants
 * an agreement to messages about orders too, for the purpose of the message.
 */
export const readConsents = async (db: Queries, { run, channel, purpose }: FactsRequest) =>
  consentsQuery(db, { run, channel, purpose: channel === 'whatsapp' ? purpose : 'marketing' });
