import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { render } from '../../../activities/templates/index.ts';
import { consents, customerAliases, orders, runs } from '../../../db/schema/index.ts';
import type { OrderId } from '../../../domain/ids.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { anySms, plantPolicy } from '../../stack/policy.ts';
import { useGate } from '../use-gate.ts';
import { hour, noon, type Person, store } from '../world.ts';
import { addRuns } from './more-runs.ts';
import { taking } from './taking.ts';

const gate = useGate();

/** Ends the run that the customer has from the beginning: nothing more is expected of it. */
const closed = async ({ run }: Person): Promise<void> => {
  await gate.db.update(runs).set({ state: 'closed' }).where(eq(runs.id, run));
};

/** A buyer of so much, long ago. */
const bought = async ({ customer }: Person, total: number): Promise<void> => {
  await gate.db.insert(orders).values({
    id: crypto.randomUUID() as OrderId,
    storeId: store,
    externalId: crypto.randomUUID(),
    customerId: customer,
    state: 'delivered',
    lines: [],
    total,
    currency: 'EUR',
    placedAt: new Date(noon - 200 * 24 * hour),
    updatedAt: new Date(noon - 200 * 24 * hour),
  });
};

/** Asks about one run a day at noon and says what went. */
const daily = async (people: readonly Person[]): Promise<readonly string[]> => {
  const said: string[] = [];
  for (const person of people) {
    gate.clock.set(Date.parse(person.input.dueAt));
    const outcome = await gate.attempt(person, { email: taking().provider });
    said.push('outcome' in outcome ? outcome.outcome : outcome.again);
  }
  return said;
};

const oneADay = (days: number) =>
  Array.from({ length: days }, (_, day) => ({
    // What every place of a week is for.
    rank: 'alert' as const,
    dueAt: noon + day * 24 * hour,
    input: { expiresAt: toInstant(noon + day * 24 * hour + hour) },
  }));

test('R182 a customer who becomes another in the middle of the week has the caps of whom they are now', async () => {
  const ada = await gate.person();
  await bought(ada, 10_000);
  await closed(ada);
  const week = await addRuns(gate.db, ada, oneADay(6));
  // Dormant: three in seven days.
  expect(await daily(week.slice(0, 4))).toEqual(['accepted', 'accepted', 'accepted', 'withheld']);
  await gate.db.insert(orders).values({
    id: crypto.randomUUID() as OrderId,
    storeId: store,
    externalId: crypto.randomUUID(),
    customerId: ada.customer,
    state: 'placed',
    lines: [],
    total: 60_000,
    currency: 'EUR',
    // Long enough ago that the pause of buyers is over.
    placedAt: new Date(noon),
    updatedAt: new Date(noon),
  });
  // A VIP now: four in seven days, and three count already.
  expect(await daily(week.slice(4))).toEqual(['accepted', 'withheld']);
});

test('R181 R192 no standard customer gets more text messages in any month than the cap, with journeys at the same time', async () => {
  await plantPolicy(gate.db, store, anySms);
  const ada = await gate.person();
  await bought(ada, 10_000);
  await gate.db.insert(customerAliases).values({
    storeId: store,
    kind: 'phone',
    value: `+336${String(Date.now()).slice(-8)}`,
    customerId: ada.customer,
  });
  await gate.db.insert(consents).values({
    storeId: store,
    customerId: ada.customer,
    channel: 'sms',
    purpose: 'marketing',
    state: 'granted',
    at: new Date(noon - 48 * hour),
    source: 'checkout',
    proof: {},
  });
  const { provider, accepted } = taking();
  const sent: number[] = [];
  for (let day = 0; day < 70; day += 5) {
    const at = noon + day * 24 * hour;
    gate.clock.set(at);
    const input = { channel: 'sms' as const, expiresAt: toInstant(at + 2 * hour) };
    const more = await addRuns(
      gate.db,
      ada,
      (['cart', 'replenishment', 'win-back'] as const).map((rank) => ({ rank, dueAt: at, input })),
    );
    const before = accepted.length;
    await Promise.all(
      more.map(async (run) =>
        gate.attempt(run, { email: provider, providers: { email: provider, sms: provider }, render }),
      ),
    );
    sent.push(...accepted.slice(before).map(() => at));
  }
  expect(sent.length).toBeGreaterThanOrEqual(4);
  const busiest = Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + 31 * 24 * hour).length));
  expect(busiest).toBe(2);
}, 60_000);
