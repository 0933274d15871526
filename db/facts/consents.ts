import { type Placeholder, type SQL, sql } from 'drizzle-orm';
import { datedRows, millis } from '../millis.ts';
import { consents, runs } from '../schema/index.ts';
import type { FactsRequest } from './request.ts';

/** More lists than a store keeps; what is beyond is not looked at. */
const mostLists = 40;

type Consent = Pick<typeof consents.$inferSelect, 'list' | 'state' | 'at' | 'proof'>;

/** The newest act of the run's customer on a channel for a purpose, of each list and of the whole; part of a query of runs. */
export const consentsOfRun = (channel: Placeholder, purpose: Placeholder): SQL<readonly Consent[]> =>
  sql`(
    select coalesce(json_agg(json_build_object('list', newest.list, 'state', newest.state,
      'at', ${millis(sql`newest.at`)}, 'proof', newest.proof) order by newest.list), '[]')
    from (
      select distinct on (${consents.list}) ${consents.list}, ${consents.state}, ${consents.at}, ${consents.proof}
      from ${consents}
      where ${consents.customerId} = ${runs.customerId} and ${consents.channel} = ${channel}
        and ${consents.purpose} = ${purpose}
      order by ${consents.list}, ${consents.at} desc limit ${sql.raw(String(mostLists))}) newest)`.mapWith(
    datedRows<Consent>,
  );

/** Which acts count: those about marketing; by WhatsApp, which wants an agreement to messages about orders too, those of the purpose. */
export const consentPurpose = ({ channel, purpose }: FactsRequest) => (channel === 'whatsapp' ? purpose : 'marketing');
