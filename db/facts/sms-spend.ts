import { sql } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import type { FactsRequest } from './request.ts';

/** What has gone on text and WhatsApp messages of the purpose on the store's civil day. */
export interface SmsSpend extends Record<string, unknown> {
  /** `2026-06-10`, by the store's clock. */
  readonly today: string;
  /** Minor units of the store's currency. */
  readonly spent: number;
  /** What the day's blocks were made for; null: without limit. */
  readonly capacity: number | null;
  /** False: no block was made yet. */
  readonly begun: boolean;
}

/** Undefined for e-mails: they cost nothing. */
export const readSmsSpend = async (
  db: Queries,
  { run, now, channel, purpose }: FactsRequest,
): Promise<SmsSpend | undefined> => {
  if (channel === 'email') return undefined;
  const [row] = await db.execute<SmsSpend>(sql`
    select today.day as today, coalesce(sum(blocks.taken), 0)::int as spent, sum(blocks.capacity)::int as capacity,
      count(blocks.block) > 0 as begun
    from runs run join stores on stores.id = run.store_id cross join lateral (
      select to_char(${now.toISOString()}::timestamptz at time zone stores.timezone, 'YYYY-MM-DD') as day) today
    left join sms_budget_blocks blocks
      on blocks.store_id = run.store_id and blocks.purpose = ${purpose} and blocks.day = today.day
    where run.id = ${run}
    group by today.day`);
  return row;
};
