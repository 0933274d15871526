import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import type { Provider } from '../../../activities/providers/provider.ts';
import { lastContacts, rampBlocks, rampTakes } from '../../../db/schema/index.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { noPressure, plantPolicy } from '../../stack/policy.ts';
import { useGate } from '../use-gate.ts';
import { addPeople, hour, keyed, minute, noon, type Person, store } from '../world.ts';

const gate = useGate();

const warmUp = async (schedule: readonly number[]) => {
  await gate.db.delete(rampTakes);
  await gate.db.delete(rampBlocks);
  await plantPolicy(gate.db, store, {
    ...noPressure,
    deliverability: { ...defaultPolicy.deliverability, ramps: [{ domain: 'shop.example', schedule }] },
  });
};

beforeEach(async () => warmUp([40, 60]));

const taken = async () =>
  (
    await gate.db
      .select({
        day: rampBlocks.day,
        taken: sql<number>`sum(taken)::int`,
        over: sql<boolean>`bool_or(taken > capacity)`,
      })
      .from(rampBlocks)
      .groupBy(rampBlocks.day)
      .orderBy(rampBlocks.day)
  ).map(({ day, taken: count, over }) => [day, count, over] as const);

/** People who did something an hour before `at`, with a message of use for two days. */
const engaged = async (count: number, at = noon): Promise<Person[]> => {
  const people = await addPeople(gate.db, count, {
    input: { dueAt: toInstant(at), expiresAt: toInstant(at + 48 * hour) },
  });
  const act = { storeId: store, kind: 'click', at: new Date(at - hour) } as const;
  await gate.db.insert(lastContacts).values(people.map(({ customer }) => ({ ...act, customerId: customer })));
  return people;
};

const answering = (answer: Awaited<ReturnType<Provider['send']>>['answer']): Provider => ({
  ...keyed,
  send: async ({ key }) =>
    answer === 'accepted' ? { answer, id: `taken ${key}` } : ({ answer, detail: 'not now' } as never),
});

test('R202 a thousand claims at the same time never exceed the day; the others wait for tomorrow', async () => {
  const people = await engaged(1_000);
  const outcomes = await Promise.all(people.map(async (one) => gate.attempt(one, { email: answering('accepted') })));
  expect(outcomes.filter((one) => 'outcome' in one && one.outcome === 'accepted').length).toBe(40);
  expect(new Set(outcomes.map((one) => ('again' in one ? one.again : one.outcome)))).toEqual(
    new Set(['accepted', 'later']),
  );
  expect(outcomes.filter((one) => 'again' in one).length).toBe(960);
  expect(await taken()).toEqual([['2026-06-10', 40, false]]);
  const waiting = (await gate.row(people[outcomes.findIndex((one) => 'again' in one)]!))!;
  expect(waiting).toMatchObject({ state: 'planned', reason: 'ramp' });
  // From seven to nineteen o'clock of Paris.
  expect(waiting.notBefore!.getTime()).toBeGreaterThanOrEqual(Date.UTC(2026, 5, 11, 5));
  expect(waiting.notBefore!.getTime()).toBeLessThan(Date.UTC(2026, 5, 11, 17));
}, 240_000);

/** How many of five are sent at `at`. */
const sentOn = async (at: number) => {
  gate.clock.set(at);
  const people = await engaged(5, at);
  const outcomes = [];
  for (const one of people) outcomes.push(await gate.attempt(one, { email: answering('accepted') }));
  return outcomes.filter((one) => 'outcome' in one).length;
};

test('R202 the next day has the next allowance, and after the last day there is none', async () => {
  await warmUp([2, 3]);
  expect(await sentOn(noon)).toBe(2);
  // Nothing on the day between: it does not count.
  expect(await sentOn(noon + 48 * hour)).toBe(3);
  expect(await sentOn(noon + 72 * hour)).toBe(5);
});

test('what the provider refused is given back to the day', async () => {
  const [ada] = await engaged(1);
  expect(await gate.attempt(ada!, { email: answering('refused') })).toMatchObject({ again: expect.any(String) });
  expect(await taken()).toEqual([['2026-06-10', 0, false]]);
  expect(await gate.db.select().from(rampTakes)).toEqual([]);
  gate.clock.set(noon + minute);
  expect(await gate.attempt(ada!, { email: answering('accepted') })).toMatchObject({ outcome: 'accepted' });
  expect(await taken()).toEqual([['2026-06-10', 1, false]]);
});

test('a transactional message waits for no warm-up', async () => {
  await warmUp([1]);
  const [ada] = await engaged(1);
  expect(await gate.attempt(ada!, { email: answering('accepted') })).toMatchObject({ outcome: 'accepted' });
  const order = await gate.person({ input: { purpose: 'transactional', rank: 'transactional' } });
  expect(await gate.attempt(order, { email: answering('accepted') })).toMatchObject({ outcome: 'accepted' });
});
