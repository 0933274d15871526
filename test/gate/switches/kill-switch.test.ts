import { once } from 'node:events';
import { gt, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Provider } from '../../../activities/providers/provider.ts';
import type { Queries } from '../../../db/client.ts';
import { messages } from '../../../db/schema/index.ts';
import { holdSwitches, shareSwitches } from '../../../db/switches/lock.ts';
import { writePause } from '../../../db/switches/pauses.ts';
import { everything } from '../../../domain/switches/pause.ts';
import { addPeople, keyed, noon, type Person, store } from '../world.ts';
import { useSwitches } from './use-switches.ts';

const { gate, resume } = useSwitches();

const claims = async (queries: Queries): Promise<number> => {
  const [row] = await queries
    .select({ count: sql<number>`count(*)::int` })
    .from(messages)
    .where(gt(messages.attempts, 0));
  return row!.count;
};

/** Pauses the store, and says how many claims there were when nobody could make one any more. */
const pull = async (isLocked: boolean): Promise<{ readonly id: string; readonly claimed: number }> =>
  gate.db.transaction(async (queries) => {
    if (isLocked) await holdSwitches(queries, store);
    const claimed = await claims(queries);
    const wish = { store, scope: everything, rule: 'shift', spreadSeconds: 600, at: new Date(noon) } as const;
    const { id } = await writePause(queries, { ...wish, by: 'command:test', why: 'a test' });
    return { id, claimed };
  });

/** Deliveries from eight sides at once; the switch is pulled when some are through. */
const race = async (isLocked: boolean) => {
  const people = await addPeople(gate.db, 60);
  const before = await claims(gate.db);
  const accepted: number[] = [];
  const email: Provider = {
    ...keyed,
    send: async () => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      accepted.push(performance.now());
      return { answer: 'accepted', id: `accepted-${accepted.length}` };
    },
  };
  const waiting = [...people];
  const deliver = async (): Promise<void> => {
    for (let person = waiting.shift(); person; person = waiting.shift()) await gate.attempt(person, { email });
  };
  const going = Promise.all(Array.from({ length: 8 }, deliver));
  // Some are through, and some are with the provider.
  const isMidway = async () => accepted.length > 0 && (await claims(gate.db)) - before - accepted.length > 3;
  await expect.poll(isMidway, { interval: 1, timeout: 20_000 }).toBe(true);
  const { id, claimed } = await pull(isLocked);
  const committedAt = performance.now();
  await going;
  const after = await claims(gate.db);
  await resume(id);
  const rows = await Promise.all(people.map(async (person: Person) => (await gate.row(person))!));
  return { claimed, after, lastAfter: Math.max(...accepted) - committedAt, accepted: accepted.length, rows };
};

test('Q21: no claim is committed after the switch; what was claimed before is accepted within the provider call', async () => {
  const lasts: number[] = [];
  for (let round = 0; round < 3; round++) {
    const { claimed, after, lastAfter, accepted, rows } = await race(true);
    expect(after).toBe(claimed);
    // The switch came in the middle, or it would have shown nothing.
    expect(accepted).toBeLessThan(60);
    expect(rows.filter(({ state }) => state === 'accepted').length).toBe(accepted);
    expect(rows.filter(({ state, reason }) => state === 'planned' && reason === 'paused').length).toBe(60 - accepted);
    lasts.push(lastAfter);
  }
  const last = Math.max(...lasts);
  console.log(
    `kill switch: last acceptance ${last.toFixed(0)} ms after the commit; calls take 400 ms; the latest of 3 races`,
  );
  expect(last).toBeLessThan(keyed.timeoutMillis);
}, 60_000);

test('known bad: a switch that does not take the lock lets claims be committed after it', async () => {
  let leaked = 0;
  for (let round = 0; round < 20 && leaked === 0; round++) {
    const { claimed, after } = await race(false);
    leaked += after - claimed;
  }
  expect(leaked).toBeGreaterThan(0);
}, 60_000);

test('decisions wait for no other decision; a switch waits for those under way, and newcomers for the switch', async () => {
  const [ada, bob] = [await gate.person(), await gate.person()];
  const end = new AbortController();
  const ended = once(end.signal, 'abort');
  let isShared = false;
  const underWay = gate.db.transaction(async (queries) => {
    await shareSwitches(queries, store);
    isShared = true;
    await ended;
  });
  await expect.poll(() => isShared).toBe(true);
  // Another decision is open, and this one goes through.
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });

  const pulled = pull(true);
  await expect.poll(advisoryWaits, { timeout: 10_000 }).toBe(1);
  const late = gate.attempt(bob);
  await expect.poll(advisoryWaits, { timeout: 10_000 }).toBe(2);
  end.abort();
  await underWay;
  await pulled;
  expect(await late).toMatchObject({ again: 'later' });
});

test('the switches of another store wait for nobody here', async () => {
  await gate.db.transaction(async (queries) => {
    await holdSwitches(queries, 'other' as typeof store);
    expect(await gate.attempt(await gate.person())).toMatchObject({ outcome: 'accepted' });
  });
});

const advisoryWaits = async (): Promise<number> => {
  const [row] = await gate.db.execute<{ count: number }>(
    sql`select count(*)::int as count from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`,
  );
  return row!.count;
};
