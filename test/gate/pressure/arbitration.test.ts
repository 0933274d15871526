import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { customerAliases, customers, messages, policyVersions, runs } from '../../../db/schema/index.ts';
import type { Rank } from '../../../domain/journey.ts';
import { defaultExclusivity } from '../../../domain/policy/exclusivity.ts';
import { defaultRanks } from '../../../domain/policy/ranks.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { anyHour, plantPolicy } from '../../stack/policy.ts';
import { useGate } from '../use-gate.ts';
import { hour, minute, noon, type Person, store } from '../world.ts';
import { localDate } from './local-date.ts';
import { letter } from './fixture/letter.ts';
import { addRuns, type MoreRun } from './more-runs.ts';
import { play } from './play.ts';

const gate = useGate();

afterEach(async () => {
  await gate.db.delete(policyVersions);
  await plantPolicy(gate.db, store, anyHour);
});

/** A customer without a run, and the runs of a case. */
const customerWith = async (more: readonly MoreRun[]): Promise<Person[]> => {
  const ada = await gate.person();
  await gate.db.delete(runs).where(eq(runs.id, ada.run));
  return addRuns(gate.db, ada, more);
};

const marketing: readonly Rank[] = ['cart', 'post-purchase', 'replenishment', 'win-back', 'newsletter'];
const rankOf = (people: readonly Person[], key: string): Rank => people.find((one) => one.key === key)!.input.rank;
const place = (rank: Rank): number => defaultRanks.order.indexOf(rank);

test('Q4 Q6 R178 R184 whatever the ranks and the order in which they come, what is sent is the best that the cap allows, and the ledger tells each end as the provider does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.record({ rank: fc.constantFrom(...marketing), minutes: fc.nat(200) }), {
        minLength: 2,
        maxLength: 6,
      }),
      async (atMost, candidates) => {
        await plantPolicy(gate.db, store, {
          caps: {
            caps: [
              {
                id: 'all',
                channel: 'all',
                purpose: 'marketing',
                atMost: { normal: atMost },
                per: { rolling: '3 days' },
              },
            ],
            passiveAfter: 50,
          },
          exclusivity: { groups: [], newsletterPause: { after: [], pauses: [] } },
        });
        const people = await customerWith(
          candidates.map(({ rank, minutes }) => ({ rank, dueAt: noon + minutes * minute })),
        );
        const { taken, ends } = await play(gate, people);
        const best = candidates.map(({ rank }) => place(rank)).toSorted((a, b) => a - b);
        const sent = taken.map(({ key }) => place(rankOf(people, key))).toSorted((a, b) => a - b);
        expect(sent).toEqual(best.slice(0, atMost));
        // Each has one end: nothing is lost on the way.
        expect(ends.size).toBe(candidates.length);
        const others = [...ends.values()].filter((end) => end !== 'accepted');
        expect(others.every((end) => end === 'capped' || end === 'outranked')).toBe(true);
        const rows = await gate.db.select().from(messages).where(eq(messages.customerId, people[0]!.customer));
        const told = new Map(rows.map(({ key, state, reason }) => [key, reason ?? state]));
        expect(told).toEqual(ends);
        expect(new Set(rows.filter(({ state }) => state === 'accepted').map(({ key }) => key))).toEqual(
          new Set(taken.map(({ key }) => key)),
        );
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

test('R185 newsletter, cart reminder, delivery SMS and post-purchase at one moment: one story that day, the others on days of their own', async () => {
  const expiresAt = toInstant(noon + 96 * hour);
  for (let round = 0; round < 8; round++) {
    const people = await customerWith([
      { rank: 'newsletter', dueAt: noon, input: { expiresAt } },
      { rank: 'cart', dueAt: noon, input: { expiresAt } },
      { rank: 'service', dueAt: noon, input: { expiresAt, channel: 'sms', purpose: 'transactional' } },
      { rank: 'post-purchase', dueAt: noon, input: { expiresAt } },
    ]);
    await gate.db.insert(customerAliases).values({
      storeId: store,
      kind: 'phone',
      value: `+3361234567${round}`,
      customerId: people[0]!.customer,
    });
    const { taken } = await play(gate, people);
    const days = new Map<string, Rank[]>();
    for (const { key, at } of taken) {
      const day = localDate(at, 'Europe/Paris');
      days.set(day, [...(days.get(day) ?? []), rankOf(people, key)]);
    }
    expect([...days].map(([day, ranks]) => [day, ranks.toSorted()])).toEqual([
      ['2026-06-10', ['cart', 'service']],
      ['2026-06-11', ['post-purchase']],
      ['2026-06-12', ['newsletter']],
    ]);
  }
});

/** A letter of the fixture journey: its spec alone says what the gate must know of it. */
const letterAt = (dueAt: number, useful = 12): MoreRun => ({
  journey: letter.spec.name,
  rank: letter.spec.rank,
  dueAt,
  input: { purpose: letter.spec.purpose, expiresAt: toInstant(dueAt + useful * hour) },
});

test('R88 R179 a newsletter passes the same gate: it rests on the day on which a cart or a service message goes out or is due', async () => {
  for (const rank of ['cart', 'replenishment', 'service'] as const) {
    const people = await customerWith([letterAt(noon), { rank, dueAt: noon + 8 * hour }]);
    const { taken } = await play(gate, people);
    expect(taken.map(({ key, at }) => [rankOf(people, key), localDate(at, 'Europe/Paris')])).toEqual([
      [rank, '2026-06-10'],
      ['newsletter', '2026-06-11'],
    ]);
  }
  const alone = await play(gate, await customerWith([letterAt(noon)]));
  expect(alone.taken.map(({ at }) => at)).toEqual([noon]);
});

test('R179 the day is the one of the customer, wherever the shop is', async () => {
  const cartAt = noon - 3 * hour;
  const sentTo = async (timezone: string) => {
    const people = await customerWith([{ rank: 'cart', dueAt: cartAt }, letterAt(noon + hour)]);
    await gate.db.update(customers).set({ timezone }).where(eq(customers.id, people[0]!.customer));
    return (await play(gate, people)).taken.map(({ at }) => at);
  };
  expect(await sentTo('Europe/Paris')).toEqual([cartAt, Date.UTC(2026, 5, 10, 22)]);
  // Nine in the evening, and one in the night: another day.
  expect(await sentTo('Pacific/Auckland')).toEqual([cartAt, noon + hour]);
});

test('Q25 of journeys that exclude each other one alone writes, though all ask at the same time', async () => {
  await plantPolicy(gate.db, store, {
    caps: { caps: [], passiveAfter: 50 },
    exclusivity: {
      ...defaultExclusivity,
      groups: [{ id: 'sales', journeys: ['teasing', 'countdown', 'lastDay'], per: { rolling: '2 days' } }],
      journeysADay: undefined,
    },
  });
  for (let round = 0; round < 10; round++) {
    const journeys = ['teasing', 'countdown', 'lastDay', 'teasing', 'countdown', 'other'];
    const people = await customerWith(journeys.map((journey) => ({ rank: 'win-back', journey, dueAt: noon })));
    const { taken } = await play(gate, people);
    const wrote = taken.map(({ key }) => people.find((one) => one.key === key)!.input.journey);
    const [group, ...others] = new Set(wrote.filter((journey) => journey !== 'other'));
    expect(group).toBeDefined();
    expect(others).toEqual([]);
    // The one that won may go on writing, and who is in no group is not concerned.
    expect(wrote.filter((journey) => journey === group).length).toBe(journeys.filter((one) => one === group).length);
    expect(wrote).toContain('other');
  }
});

test('a higher message that is stopped leaves the place to the lower one', async () => {
  const [reminder, winBack] = await customerWith([
    { rank: 'cart', dueAt: noon + hour },
    { rank: 'win-back', dueAt: noon },
  ]);
  gate.clock.set(noon);
  expect(await gate.attempt(winBack!)).toMatchObject({ again: 'later', afterMillis: hour + 5 * minute });
  expect(await gate.row(winBack!)).toMatchObject({ reason: 'outranked' });
  await gate.db.update(runs).set({ exitEvent: 'cart.emptied' }).where(eq(runs.id, reminder!.run));
  gate.clock.set(noon + hour + 5 * minute);
  expect(await gate.attempt(winBack!)).toMatchObject({ outcome: 'accepted' });
});
