import { type SQL, sql } from 'drizzle-orm';
import type { Cadence } from '../../domain/cadence.ts';
import { policyVersions } from '../schema/index.ts';

/** The store's own times of one journey at `now`, inside of another statement; null where it has none. */
export const cadenceOf = (store: SQL, journey: SQL, now: Date): SQL<Cadence | null> => sql<Cadence | null>`(
  select v.body -> 'byJourney' -> ${journey} from ${policyVersions} v
  where v.store_id = ${store} and v.section = 'cadences' and v.effective_at <= ${now.toISOString()}::timestamptz
  order by v.effective_at desc, v.version desc limit 1)`;
