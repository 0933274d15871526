import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { messages, orders, policyVersions, runs, segmentStandings } from '../../../db/schema/index.ts';
import type { OrderId } from '../../../domain/ids.ts';
import type { Rank } from '../../../domain/journey.ts';
import { defaultRecentBuyers } from '../../../domain/policy/recent-buyers.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { anyHour, plantPolicy } from '../../stack/policy.ts';
import { useGate } from '../use-gate.ts';
import { hour, noon, type Person, store } from '../world.ts';
import { addRuns } from './more-runs.ts';
import { play } from './play.ts';

const gate = useGate();
const day = 24 * hour;

afterEach(async () => {
  await gate.db.delete(policyVersions);
  await plantPolicy(gate.db, store, anyHour);
});

/** A customer who bought for `total` so many hours before noon, and a message of `rank` that is due at noon. */
const buyer = async (hoursAgo: number, total: number, rank: Rank, useful = 12): Promise<Person> => {
  const ada = await gate.person();
  await gate.db.delete(runs).where(eq(runs.id, ada.run));
  await gate.db.insert(orders).values({
    id: crypto.randomUUID() as OrderId,
    storeId: store,
    externalId: crypto.randomUUID(),
    customerId: ada.customer,
    state: 'placed',
    lines: [],
    total,
    currency: 'EUR',
    placedAt: new Date(noon - hoursAgo * hour),
    updatedAt: new Date(noon - hoursAgo * hour),
  });
  const [run] = await addRuns(gate.db, ada, [
    { rank, dueAt: noon, input: { expiresAt: toInstant(noon + useful * hour) } },
  ]);
  return run!;
};

const end = async (person: Person): Promise<string> => [...(await play(gate, [person])).ends.values()][0]!;

test('R32 R186 who has just bought is left alone for three days, but for what follows up the order', async () => {
  expect(await end(await buyer(24, 4_000, 'newsletter'))).toBe('recent_buyer');
  expect(await end(await buyer(24, 4_000, 'cart'))).toBe('recent_buyer');
  expect(await end(await buyer(24, 4_000, 'post-purchase'))).toBe('accepted');
  expect(await end(await buyer(72, 4_000, 'newsletter'))).toBe('accepted');
});

test('R32 what is still of use when the pause ends goes out then, once', async () => {
  const { taken } = await play(gate, [await buyer(24, 4_000, 'win-back', 72)]);
  expect(taken.map(({ at }) => at)).toEqual([noon + 2 * day]);
});

test('R109 what is stored of a customer counts before what their orders alone make of them', async () => {
  await plantPolicy(gate.db, store, {
    recentBuyers: { ...defaultRecentBuyers, bySegment: { 'high-intent': '1 day' } },
  });
  const ada = await buyer(25, 4_000, 'newsletter');
  const standing = { segments: ['first-time', 'high-intent'], value: 'standard' } as const;
  const judged = { evaluatedAt: new Date(noon - 30 * hour), statisticsVersion: 1 };
  await gate.db.insert(segmentStandings).values({ customerId: ada.customer, storeId: store, ...standing, ...judged });
  expect(await end(ada)).toBe('accepted');
  const [message] = await gate.db.select().from(messages).where(eq(messages.customerId, ada.customer));
  expect(message!.facts).toMatchObject({ buyer: { by: 'stored', ...standing } });

  // Until an order is judged the rules say what it makes of its customer, whenever the shop says that it was placed.
  const ben = await buyer(25, 4_000, 'newsletter');
  const before = { ...judged, statisticsVersion: 0 };
  await gate.db.insert(segmentStandings).values({ customerId: ben.customer, storeId: store, ...standing, ...before });
  expect(await end(ben)).toBe('recent_buyer');
});

test('R32 the pause is another by segment', async () => {
  await plantPolicy(gate.db, store, {
    recentBuyers: { ...defaultRecentBuyers, bySegment: { vip: '12 hours', 'first-time': '10 days' } },
  });
  expect(await end(await buyer(24, 90_000, 'newsletter'))).toBe('accepted');
  expect(await end(await buyer(96, 4_000, 'newsletter'))).toBe('recent_buyer');
});
