import { eq, isNotNull, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { facts } from '../../../db/retention/facts.ts';
import { messages } from '../../../db/schema/index.ts';
import { keepForEver } from '../../../domain/retention.ts';
import { applyRetention } from '../../../worker/retention/apply.ts';
import { useGate } from '../../gate/use-gate.ts';
import { hour, noon } from '../../gate/world.ts';
import { useDatabase } from '../../stack/database.ts';

const gate = useGate();
const day = 24 * hour;
const other = useDatabase();

test('facts go after their days, page by page, and leave the decision with its verdicts as it was', async () => {
  const people = [];
  for (let count = 0; count < 7; count++) people.push(await gate.person());
  for (const person of people) await gate.attempt(person);
  const before = await gate.db.select().from(messages).orderBy(messages.id);
  await gate.db
    .update(messages)
    .set({ decidedAt: new Date(noon - day) })
    .where(eq(messages.id, before[0]!.id));

  const connection = { db: gate.db, sql: other.connection.sql, days: { ...keepForEver, facts: 30 }, pageSize: 3 };
  const at = (now: number) => applyRetention({ ...connection, clock: { now: () => now } });
  expect(await at(noon + 30 * day)).toMatchObject({ facts: 1 });
  expect(await at(noon + 31 * day)).toMatchObject({ facts: 6 });
  expect(await at(noon + 31 * day)).toMatchObject({ facts: 0 });
  const after = await gate.db.select().from(messages).orderBy(messages.id);
  expect(after.map((row) => ({ ...row, decidedAt: 0 }))).toEqual(
    before.map((row) => ({ ...row, facts: null, decidedAt: 0 })),
  );
});

test('they are found by an index of the rows that still have them, however many have none', async () => {
  await gate.attempt(await gate.person());
  expect(await facts.count(gate.db, new Date(noon + day))).toBeGreaterThan(0);
  await gate.db.execute(sql`analyze messages`);
  const plan = await gate.db.transaction(async (transaction) => {
    await transaction.execute(sql`set local enable_seqscan = off`);
    return transaction.execute<Record<string, string>>(sql`explain select id from messages
      where facts is not null and decided_at < now() order by decided_at limit 500`);
  });
  expect(JSON.stringify(plan)).toContain('messages_facts_index');
});

test('what one decision weighs: facts are less than half of it, and all of it fits into one page of PostgreSQL', async () => {
  await gate.attempt(await gate.person());
  const [row] = await gate.db
    .select({
      facts: sql<number>`max(pg_column_size(facts))`.mapWith(Number),
      all: sql<number>`max(pg_column_size(messages.*))`.mapWith(Number),
    })
    .from(messages)
    .where(isNotNull(messages.facts));
  // Measured with every rule that there is: 1,303 bytes of 3,913, the frozen message of this test is a short one.
  expect(row!.facts).toBeLessThan(row!.all / 2);
  expect(row!.all).toBeLessThan(8_192);
});
