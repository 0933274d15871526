import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { Provider } from '../../activities/providers/provider.ts';
import { acceptEvent } from '../../api/intake/accept.ts';
import { readEvent } from '../../api/events/read-event.ts';
import { connectDatabase, type DatabaseConnection } from '../../db/client.ts';
import { customers, messages, runs } from '../../db/schema/index.ts';
import { readStore } from '../../db/stores.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { cartSpec } from '../api/intake-server.ts';
import { useDatabase } from '../stack/database.ts';
import { addPeople, createGate, keyed, minute, openShop, type Person, plainRender, store } from './world.ts';

/** Milliseconds of this process's clock, finer than a millisecond: both sides of a race note it under the lock. */
const instant = (): number => performance.timeOrigin + performance.now();

/** What a gate under test answers about one pair; it calls `meet` just before it decides. */
type Gate = (person: Person, meet: () => void) => Promise<{ readonly claimedAt?: number }>;

interface Tally {
  claimed: number;
  withheld: number;
  /** Claimed by a gate that got the customer's lock after a purchase had been committed under it. */
  wrong: number;
}

const database = useDatabase();
let connection: DatabaseConnection;

beforeAll(async () => {
  await openShop(database.connection.db);
  connection = connectDatabase(database.url, 24);
  return async () => connection.close();
});

/** Orders as intake does: the customer's lock alone, then the writes. Returns when it held the lock. */
const order = async (person: Person): Promise<number> =>
  connection.db.transaction(async (transaction) => {
    await transaction
      .select({ id: customers.id })
      .from(customers)
      .where(eq(customers.id, person.customer))
      .for('update');
    const lockedAt = instant();
    await transaction
      .update(runs)
      .set({ exitEvent: 'order.placed', exitedAt: sql`now()` })
      .where(eq(runs.id, person.run));
    return lockedAt;
  });

/** The same through the product's own intake; it gives the instant after its commit. */
const orderByIntake = async (person: Person): Promise<number> => {
  const body = {
    id: randomUUID(),
    type: 'order.placed',
    occurredAt: new Date().toISOString(),
    customer: { email: person.email },
    data: { orderId: randomUUID(), lines: [], total: { amount: 2_500, currency: 'EUR' } },
  };
  const reading = readEvent(body, Date.now());
  if (!reading.ok) throw new Error(JSON.stringify(reading.flaws));
  const { fate } = await acceptEvent(
    { db: connection.db, clock: systemClock(), specs: [cartSpec] },
    (await readStore(connection.db, store))!,
    reading.received,
  );
  expect(fate).toEqual({ fate: 'applied' });
  return instant();
};

/** Races `pairs` purchases against `gate`, each starting some instants after the gate is about to decide. */
const race = async (pairs: number, gate: Gate, order: (person: Person) => Promise<number>): Promise<Tally> => {
  const tally: Tally = { claimed: 0, withheld: 0, wrong: 0 };
  const people: Person[] = [];
  for (let added = 0; added < pairs; added += 500) {
    const some = Math.min(500, pairs - added);
    people.push(...(await addPeople(connection.db, some, { touchedAt: Date.now() - 120 * minute, input: soon() })));
  }
  const lane = async (): Promise<void> => {
    for (let person = people.pop(); person; person = people.pop()) {
      const racer = person;
      let ordering: Promise<number> | undefined;
      const { claimedAt } = await gate(racer, () => {
        ordering ??= later(Math.random() * 4, async () => order(racer));
      });
      const orderedAt = await ordering!;
      if (claimedAt === undefined) tally.withheld += 1;
      else tally.claimed += 1;
      if (claimedAt !== undefined && claimedAt > orderedAt) tally.wrong += 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return tally;
};

const soon = () => ({
  dueAt: new Date(Date.now() - minute).toISOString(),
  expiresAt: new Date(Date.now() + 60 * minute).toISOString(),
});

const later = async <Result>(millis: number, act: () => Promise<Result>): Promise<Result> => {
  if (millis >= 1) await new Promise((resolve) => setTimeout(resolve, millis));
  return act();
};

/** The gate itself, rendering for up to `renderMillis`; the last instant that it took before it called the provider is the one under the lock. */
const theGate =
  (renderMillis = 0): Gate =>
  async (person, meet) => {
    let last = 0;
    let claimedAt: number | undefined;
    const email: Provider = {
      ...keyed,
      timeoutMillis: 5_000,
      send: async () => {
        claimedAt = last;
        return { answer: 'accepted', id: randomUUID() };
      },
    };
    const clock = { now: () => (last = instant()) };
    const render: typeof plainRender = async (...view) => {
      meet();
      return later(Math.random() * renderMillis, async () => plainRender(...view));
    };
    const { outcome } = await createGate({ db: connection.db, clock, email, render }).deliver(person.input);
    if (outcome === 'accepted') return { claimedAt: claimedAt! };
    expect(outcome).toBe('withheld');
    return {};
  };

/** About how long the intake takes until its commit: the gate renders as long, so that they meet. */
const intakeMillis = 40;

/** Known to be wrong: lock and facts in one statement, which reads the snapshot taken before the lock was granted. */
const oneStatementGate: Gate = async ({ customer, run }, meet) => {
  meet();
  return connection.db.transaction(async (transaction) => {
    const [facts] = await transaction.execute<{ exit_event: string | null }>(
      sql`select (select exit_event from ${runs} where ${runs.id} = ${run}) as exit_event
          from ${customers} where ${customers.id} = ${customer} for update`,
    );
    return facts?.exit_event ? {} : { claimedAt: instant() };
  });
};

test('R15 10,000 purchases raced against the gate: not one message is claimed after a purchase', async () => {
  const tally = await race(10_000, theGate(), order);
  console.log('race, the gate:', JSON.stringify({ pairs: 10_000, ...tally }));
  expect(tally.wrong).toBe(0);
  expect(tally.claimed + tally.withheld).toBe(10_000);
  // The boundary was met from both sides.
  expect(Math.min(tally.claimed, tally.withheld)).toBeGreaterThan(500);
  expect(
    (await connection.db.select({ id: messages.id }).from(messages).where(eq(messages.state, 'accepted'))).length,
  ).toBe(tally.claimed);
}, 180_000);

test('R15 1,000 purchases through the intake raced against the gate: the same', async () => {
  const tally = await race(1_000, theGate(intakeMillis), orderByIntake);
  console.log('race, the gate and the intake:', JSON.stringify({ pairs: 1_000, ...tally }));
  expect(tally.wrong).toBe(0);
  expect(Math.min(tally.claimed, tally.withheld)).toBeGreaterThan(50);
}, 120_000);

test('the same race catches a gate that locks and reads in one statement', async () => {
  const tally = await race(1_000, oneStatementGate, order);
  console.log('race, one statement (known to be wrong):', JSON.stringify({ pairs: 1_000, ...tally }));
  expect(tally.wrong).toBeGreaterThan(0);
}, 60_000);
