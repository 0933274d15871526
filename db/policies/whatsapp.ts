import { type SQL, sql } from 'drizzle-orm';
import { policyVersions } from '../schema/index.ts';

/** Whether a store has text messages asked for by WhatsApp first at `now`, inside of another statement; null: it said nothing. */
export const whatsappFirstOf = (store: SQL, now: Date): SQL<boolean | null> => sql<boolean | null>`(
  select (v.body -> 'first')::boolean from ${policyVersions} v
  where v.store_id = ${store} and v.section = 'whatsapp' and v.effective_at <= ${now.toISOString()}::timestamptz
  order by v.effective_at desc, v.version desc limit 1)`;
