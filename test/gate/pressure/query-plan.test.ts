import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { pendingQuery, sentQuery } from '../../../db/facts/pressure.ts';
import type { RunId } from '../../../domain/ids.ts';
import { useGate } from '../use-gate.ts';
import { addPeople, minute, noon } from '../world.ts';

const gate = useGate();
const state: { run?: RunId } = {};

/** Enough customers and messages that a table read whole would cost more than an index. */
beforeAll(async () => {
  const [ada] = await addPeople(gate.db, 2_000);
  state.run = ada!.run;
  await gate.db.execute(sql`
    insert into messages (id, store_id, run_id, journey, customer_id, step, channel, template, purpose, rank, state,
      due_at, expires_at, decided_at, verdicts, key, claimed_at, provider_id)
    select gen_random_uuid(), store_id, id, journey, customer_id, 'cart/reminder#' || n, 'email', 'cart/reminder', purpose, rank,
      case when n = 1 then 'planned' else 'accepted' end, due_at, due_at, due_at, '[]', id || '/' || n,
      case when n > 1 then due_at - n * interval '1 day' end, case when n > 1 then id || '/' || n end
    from runs cross join generate_series(1, 20) n`);
  await gate.db.execute(sql`analyze`);
});

const planOf = async (query: ReturnType<typeof sentQuery>): Promise<string> =>
  (await gate.db.execute<{ 'QUERY PLAN': string }>(sql`explain ${query}`)).map((row) => row['QUERY PLAN']).join('\n');

const request = () => ({
  run: state.run!,
  step: 'cart/reminder#1',
  now: new Date(noon + minute),
  channel: 'email' as const,
  purpose: 'marketing' as const,
});

test('what a customer got is read by an index of its own, however many messages others got', async () => {
  const plan = await planOf(sentQuery(request()));
  expect(plan).toMatch(/Index Scan .*messages_pressure_index/);
  expect(plan).toMatch(/Index Cond: .*customer_id.*claimed_at/);
  expect(plan).not.toMatch(/Seq Scan/);
});

test('what a customer is about to get is read by the indexes of what waits and of their runs', async () => {
  const plan = await planOf(pendingQuery(request()));
  expect(plan).toMatch(/messages_planned_index/);
  expect(plan).not.toMatch(/Seq Scan on (messages|runs)/);
});
