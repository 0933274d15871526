import type postgres from 'postgres';
import type { StoreId } from '../../domain/ids.ts';
import { inBulk } from '../filling/in-bulk.ts';

const messagesPerRun = 3;
const batch = 100_000;

/**
 * Makes runs that ended with three accepted messages each: nine of ten are four years old, the others young.
 */
export const fillLedger = async (
  sql: postgres.Sql,
  store: StoreId,
  rows: number,
  progress: (made: number) => void,
): Promise<void> => {
  const runs = Math.ceil(rows / messagesPerRun);
  await sql`
    insert into customers (id, store_id, created_at)
    select gen_random_uuid(), ${store}, now() from generate_series(1, 1000)`;
  await inBulk(sql, { tables: ['runs', 'messages'], empty: false }, async (transaction) => {
    for (let made = 0; made < runs; made += batch) {
      const size = Math.min(batch, runs - made);
      await transaction`
        with fresh as materialized (
          select uuidv7(age) as run, now() + age as at, customer.id as customer
          from (
            select n, case when (${made}::int + n) <= ${Math.floor(runs * 0.9)}::int then interval '-1461 days' else interval '-10 days' end
              + n * interval '1 millisecond' as age
            from generate_series(1, ${size}::int) n
          ) ages join (select id, row_number() over () as n from customers limit 1000) customer on customer.n = ages.n % 1000 + 1
        ), opened as (
          insert into runs (id, store_id, journey, customer_id, subject, episode, event, started_at, touched_at, due_at,
            state, outcome, sent, closed_at)
          select run, ${store}, 'cartAbandonment', customer, run::text, 1, '{}', at, at, at, 'closed', 'completed', 3,
            at + interval '4 days'
          from fresh
        )
        insert into messages (id, store_id, run_id, journey, customer_id, step, channel, template, purpose, state, due_at,
          expires_at, decided_at, verdicts, key, claimed_at, body_hash, provider, provider_id, accepted_at)
        select gen_random_uuid(), ${store}, run, 'cartAbandonment', customer, 'cart/reminder#' || step, 'email',
          'cart/reminder', 'marketing', 'accepted', at, at, at, '[]', run || '/cart/reminder#' || step || '/email', at,
          'hash', 'resend', run || '-' || step, at
        from fresh, generate_series(1, ${messagesPerRun}::int) step`;
      progress((made + size) * messagesPerRun);
    }
  });
};
