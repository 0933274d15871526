import { sql } from 'drizzle-orm';
import { messages } from '../schema/index.ts';
import type { RetentionPolicy } from './policy.ts';

/**
 * What decisions were made from: needed to judge them again under another policy, not to explain them, which their
 * verdicts do. It weighs about as much as everything else of a message, so it goes long before. Found by
 * `messages_facts_index`, which holds the rows that still have it alone.
 */
export const facts: RetentionPolicy = {
  what: 'facts of decisions',
  done: 'emptied',
  sweep: async (queries, { before, limit }) => {
    const emptied = await queries.execute<{ id: string }>(sql`
      update ${messages} set facts = null where id = any(array(
        select id from ${messages} where facts is not null and decided_at < ${before.toISOString()}::timestamptz
        order by decided_at limit ${limit} for update skip locked
      )) returning id`);
    // An emptied row is found no more: the next page begins where this one began.
    const next = emptied.at(-1)?.id;
    return { deleted: emptied.length, ...(emptied.length === limit && { next }) };
  },
  count: async (queries, before) => {
    const [row] = await queries.execute<{ count: number }>(sql`
      select count(*)::int as count from ${messages}
      where facts is not null and decided_at < ${before.toISOString()}::timestamptz`);
    return row!.count;
  },
};
