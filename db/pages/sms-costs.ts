import { sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Purpose } from '../../domain/journey.ts';
import type { Queries } from '../client.ts';
import { sentOrPerhaps } from '../facts/pressure.ts';

/** What the text and WhatsApp messages of one journey cost. */
export interface SmsCosts extends Record<string, unknown> {
  readonly journey: string;
  readonly purpose: Purpose;
  readonly messages: number;
  readonly segments: number;
  /** Minor units of the store's currency. */
  readonly cost: number;
}

/** What went, or may have gone, from `since` to `until`, by journey and purpose, the dearest first (R197). */
export const readSmsCosts = async (
  db: Queries,
  store: StoreId,
  { since, until }: { readonly since: Date; readonly until: Date },
): Promise<readonly SmsCosts[]> =>
  db.execute<SmsCosts>(sql`
    select journey, purpose, count(*)::int as messages, coalesce(sum(segments), 0)::int as segments,
      coalesce(sum(cost), 0)::float8 as cost
    from messages
    where store_id = ${store} and channel in ('sms', 'whatsapp') and ${sentOrPerhaps}
      and decided_at >= ${since.toISOString()}::timestamptz and decided_at < ${until.toISOString()}::timestamptz
    group by journey, purpose
    order by cost desc, journey, purpose`);

/** What has gone on text and WhatsApp messages on the store's civil day of `at`, by purpose. */
export const readSmsDay = async (db: Queries, store: StoreId, at: Date) =>
  db.execute<{ readonly purpose: Purpose; readonly spent: number }>(sql`
    select blocks.purpose, sum(blocks.taken)::int as spent
    from sms_budget_blocks blocks join stores on stores.id = blocks.store_id
    where blocks.store_id = ${store}
      and blocks.day = to_char(${at.toISOString()}::timestamptz at time zone stores.timezone, 'YYYY-MM-DD')
    group by blocks.purpose order by blocks.purpose`);
