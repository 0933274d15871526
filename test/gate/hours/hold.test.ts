import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { customers, policyVersions, signals } from '../../../db/schema/index.ts';
import { isExplored } from '../../../domain/scores/signals/explore.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { useGate } from '../use-gate.ts';
import { hour, minute, noon, type PersonOptions } from '../world.ts';

const gate = useGate();

// As a new store has it: the default's quiet hours.
beforeAll(async () => gate.db.delete(policyVersions).where(eq(policyVersions.section, 'quietHours')));

/** Half past nine in the evening of a summer's Wednesday in Paris. */
const evening = Date.parse('2026-06-10T21:30+02:00');
const due = (at: number, usefulFor: number): PersonOptions => ({
  touchedAt: at - hour,
  input: { dueAt: toInstant(at), expiresAt: toInstant(at + usefulFor) },
});

test('R193 an e-mail due in the night waits for its own minute of the morning, and goes then', async () => {
  const ada = await gate.person(due(evening + hour, 12 * hour));
  gate.clock.set(evening + hour);
  const opening = Date.parse('2026-06-11T07:00+02:00');
  expect(await gate.attempt(ada)).toMatchObject({ again: 'later' });
  const held = (await gate.row(ada))!;
  expect(held).toMatchObject({ state: 'planned', reason: 'quiet_hours', cause: 'quiet_hours' });
  expect(held.notBefore!.getTime()).toBeGreaterThanOrEqual(opening);
  expect(held.notBefore!.getTime()).toBeLessThan(opening + hour);
  expect(held.facts).toMatchObject({ recipient: { zone: 'Europe/Paris', zoneFrom: 'store', country: 'FR' } });
  expect(held.verdicts.find(({ rule }) => rule === 'quiet-hours')).toMatchObject({
    says: 'later',
    saw: { zone: 'Europe/Paris', zoneFrom: 'store', moment: { weekday: 'wednesday', clock: '22:30' } },
  });

  gate.clock.set(opening - minute);
  expect(await gate.attempt(ada)).toMatchObject({ again: 'later' });
  expect((await gate.row(ada))!.notBefore).toEqual(held.notBefore);
  gate.clock.set(held.notBefore!.getTime());
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
  expect(gate.accepted(ada).length).toBe(1);
});

test('R193 what is useless by the morning ends as expired, with the quiet hours as its cause', async () => {
  const ada = await gate.person(due(evening + hour, 4 * hour));
  gate.clock.set(evening + hour);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'withheld', reason: 'expired' });
  expect(await gate.row(ada)).toMatchObject({ state: 'withheld', reason: 'expired', cause: 'quiet_hours' });
  expect(gate.accepted(ada)).toEqual([]);
});

test('trap 6: the same evening is afternoon for a customer in Guadeloupe, and night for one in Réunion', async () => {
  const postalCodes = { '97110': 'America/Guadeloupe', '97400': 'Indian/Reunion' };
  for (const [postalCode, zone] of Object.entries(postalCodes)) {
    const ada = await gate.person(due(evening, 24 * hour));
    await gate.db
      .update(customers)
      .set({ address: { country: 'FR', postalCode } })
      .where(eq(customers.id, ada.customer));
    gate.clock.set(evening);
    const { outcome, again } = (await gate.attempt(ada)) as { outcome?: string; again?: string };
    expect(outcome ?? again).toBe(zone === 'Indian/Reunion' ? 'later' : 'accepted');
    const { facts } = (await gate.row(ada))!;
    expect(facts).toMatchObject({ recipient: { zone, zoneFrom: 'region', country: 'FR' } });
    expect(JSON.stringify(facts)).not.toContain(postalCode);
  }
});

test('the customer’s own time zone comes before the store’s', async () => {
  const ada = await gate.person(due(noon, 24 * hour));
  await gate.db.update(customers).set({ timezone: 'Pacific/Auckland' }).where(eq(customers.id, ada.customer));
  expect(await gate.attempt(ada)).toMatchObject({ again: 'later' });
  expect((await gate.row(ada))!.facts).toMatchObject({
    recipient: { zone: 'Pacific/Auckland', zoneFrom: 'customer', country: 'NZ' },
  });
});

test('a transactional message goes at any hour', async () => {
  const ada = await gate.person({ input: { purpose: 'transactional', expiresAt: toInstant(evening + 12 * hour) } });
  gate.clock.set(evening + 3 * hour);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
});

test('what asks for it waits for the customer’s best hours, of which the ledger keeps what was seen; who is left to chance has others', async () => {
  const morning = Date.parse('2026-06-10T09:00+02:00');
  const bestEvening = { bin: 9, by: 'customer' as const };
  const seen = new Set<boolean>();
  // Others are left to chance: one in ten.
  for (let tries = 0; tries < 200 && seen.size < 2; tries += 1) {
    const explored = await meet(morning, seen);
    if (explored === undefined) continue;
    const { ada, isLeft } = explored;
    const result = await gate.attempt(ada);
    const held = (await gate.row(ada))!;
    const { hour: known } = held.facts as { readonly hour: { readonly bin: number; readonly by: string } };
    if (isLeft) {
      expect(known.by).toBe('chance');
      continue;
    }
    expect(known).toEqual(bestEvening);
    expect(result).toMatchObject({ again: 'later' });
    expect(held).toMatchObject({ state: 'planned', reason: 'best_hour' });
    const at = held.notBefore!.getTime();
    expect(at).toBeGreaterThanOrEqual(Date.parse('2026-06-10T18:00+02:00'));
    expect(at).toBeLessThan(Date.parse('2026-06-10T20:00+02:00'));
    gate.clock.set(at);
    expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
    gate.clock.set(morning);
  }
  expect(seen.size).toBe(2);
});

test('of whom nothing is known it goes at once', async () => {
  const ada = await gate.person({ ...due(noon, 24 * hour), input: { ...due(noon, 24 * hour).input, hour: 'best' } });
  gate.clock.set(noon);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
});

/** Somebody whose best hours are in the evening; undefined where another of the same kind was met before. */
const meet = async (at: number, seen: Set<boolean>) => {
  const options = due(at, 24 * hour);
  const ada = await gate.person({ ...options, input: { ...options.input, hour: 'best' } });
  gate.clock.set(at);
  const isLeft = isExplored('hour', ada.customer, Math.floor((at + 2 * hour) / (24 * hour)));
  if (seen.has(isLeft)) return undefined;
  seen.add(isLeft);
  await gate.db.insert(signals).values({
    customerId: ada.customer,
    storeId: ada.input.store,
    bestHour: 9,
    bestHourBy: 'customer',
    details: { channels: {} },
    levelsVersion: 1,
    asOf: '2026-06-10',
    scoredAt: new Date(at),
  });
  return { ada, isLeft };
};
