import { eq, sql } from 'drizzle-orm';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { releaseBrake } from '../../../api/operate/deliverability/release-brake.ts';
import { recordDelivery } from '../../../db/ledger/told-later.ts';
import { auditLog, brakes, consents, messages, sendingCounts } from '../../../db/schema/index.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { noPressure, plantPolicy } from '../../stack/policy.ts';
import { useGate } from '../use-gate.ts';
import { addPeople, consentOf, hour, noon, type Person, store } from '../world.ts';

const gate = useGate();
const { deliverability } = defaultPolicy;

/** A brake that judges a handful of messages as the default judges thousands. */
const judgeFew = async () =>
  plantPolicy(gate.db, store, {
    ...noPressure,
    deliverability: {
      ...deliverability,
      brake: {
        ...deliverability.brake,
        fromAccepted: 10,
        fromEvents: 2,
        store: { bounces: {}, complaints: {}, unsubscribes: {} },
        journey: { complaints: { slow: 10, stop: 20 }, unsubscribes: { stop: 30 } },
      },
    },
  });

beforeEach(async () => {
  await gate.db.delete(sendingCounts);
  await gate.db.delete(brakes);
  await judgeFew();
});

const counted = async () => {
  const [row] = await gate.db
    .select({
      accepted: sql<number>`coalesce(sum(accepted), 0)::int`,
      bounced: sql<number>`coalesce(sum(bounced), 0)::int`,
      complained: sql<number>`coalesce(sum(complained), 0)::int`,
      unsubscribed: sql<number>`coalesce(sum(unsubscribed), 0)::int`,
    })
    .from(sendingCounts);
  return row!;
};

/** Ten people who got their message. */
const tenSent = async (journey: string): Promise<Person[]> => {
  const people = await addPeople(gate.db, 10, { input: { journey } });
  for (const one of people) expect(await gate.attempt(one)).toMatchObject({ outcome: 'accepted' });
  return people;
};

const told = async (person: Person, state: 'delivered' | 'bounced' | 'complained', at = noon): Promise<void> => {
  const row = (await gate.row(person))!;
  await recordDelivery(gate.db, row.id, { state, providerId: row.providerId!, at: new Date(at) });
};

test('R207 a complaint feed over the threshold stops the scenario, no other; it starts again when the rate has fallen', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line) => lines.push(line) });
  const people = await tenSent('complainedAbout');
  for (const one of people.slice(0, 2)) await told(one, 'complained');
  const [next, again, other] = await Promise.all([
    gate.person({ input: { journey: 'complainedAbout' } }),
    gate.person({ input: { journey: 'complainedAbout', expiresAt: toInstant(noon + 1) } }),
    gate.person({ input: { journey: 'another' } }),
  ]);
  expect(await gate.attempt(next, { logger })).toMatchObject({ again: 'later' });
  expect(await gate.row(next)).toMatchObject({ state: 'planned', reason: 'brake', cause: 'brake' });
  // Of no use by the time of the next look.
  expect(await gate.attempt(again, { logger })).toMatchObject({ outcome: 'withheld', reason: 'expired' });
  expect(await gate.row(again)).toMatchObject({ cause: 'brake' });
  expect(await gate.attempt(other, { logger })).toMatchObject({ outcome: 'accepted' });
  expect(lines.filter((line) => line.includes('the brake is on')).map((line) => JSON.parse(line))).toMatchObject([
    { journey: 'complainedAbout', metric: 'complaints', level: 'stop', events: 2, accepted: 10, alert: true },
  ]);
  expect(await gate.db.select().from(brakes)).toMatchObject([
    { journey: 'complainedAbout', level: 'stop', until: null },
  ]);
  // A day and an hour later nothing of it counts any more.
  gate.clock.set(noon + 26 * hour);
  const later = await gate.person({
    input: { journey: 'complainedAbout', expiresAt: toInstant(noon + 48 * hour), dueAt: toInstant(noon + 26 * hour) },
  });
  expect(await gate.attempt(later)).toMatchObject({ outcome: 'accepted' });
  expect((await gate.db.select().from(brakes))[0]!.until).toEqual(new Date(noon + 26 * hour));
});

test('R190 R77 a rising unsubscribe feed engages the brake: the event is recorded and the volume drops', async () => {
  const people = await tenSent('leftAfter');
  for (const one of people.slice(0, 3)) await consentOf(gate.db, one.customer, 'withdrawn', noon + 1);
  gate.clock.set(noon + 2);
  expect(await counted()).toMatchObject({ accepted: 10, unsubscribed: 3 });
  const [next] = await addPeople(gate.db, 1, { input: { journey: 'leftAfter' } });
  expect(await gate.attempt(next!)).toMatchObject({ again: 'later' });
  expect(await gate.db.select().from(brakes)).toMatchObject([{ metric: 'unsubscribes', level: 'stop', events: 3 }]);
});

test('who leaves several lists at once leaves once, and whose last message is older than a week is not counted', async () => {
  const [ada, eve] = await tenSent('lists');
  const act = { storeId: store, channel: 'email', purpose: 'marketing', state: 'withdrawn', source: 'page' } as const;
  const rows = ['', 'tips', 'sales'].map((list) => ({
    ...act,
    customerId: ada!.customer,
    list: list as '',
    at: new Date(noon + 1),
    proof: {},
  }));
  await gate.db.insert(consents).values(rows);
  await consentOf(gate.db, eve!.customer, 'withdrawn', noon + 8 * 24 * hour);
  expect(await counted()).toMatchObject({ unsubscribed: 1 });
});

test('counters equal a recount of the ledger, whatever order webhooks come in', async () => {
  const people = await tenSent('recounted');
  await told(people[0]!, 'delivered');
  await told(people[0]!, 'delivered');
  await told(people[1]!, 'bounced');
  await told(people[1]!, 'delivered');
  await told(people[2]!, 'bounced');
  await told(people[2]!, 'complained');
  await told(people[3]!, 'complained');
  await told(people[3]!, 'bounced');
  expect(await counted()).toEqual({ accepted: 10, bounced: 2, complained: 2, unsubscribed: 0 });
  const states = await gate.db.select().from(messages).where(eq(messages.journey, 'recounted'));
  expect(states.filter(({ acceptedAt }) => acceptedAt !== null).length).toBe(10);
});

test('an operator lets messages go in spite of the brake, until an instant and with a line in the audit log', async () => {
  const people = await tenSent('released');
  for (const one of people.slice(0, 3)) await told(one, 'complained');
  const person = await gate.person({ input: { journey: 'released' } });
  expect(await gate.attempt(person)).toMatchObject({ again: 'later' });
  const wish = { channel: 'email', journey: 'released', until: new Date(noon + hour) } as const;
  await releaseBrake(gate.db, store, wish, { at: noon, actor: 'command:test', why: 'one campaign, explained' });
  expect(await gate.attempt(person)).toMatchObject({ outcome: 'accepted' });
  gate.clock.set(noon + hour);
  const next = await gate.person({ input: { journey: 'released' } });
  expect(await gate.attempt(next)).toMatchObject({ again: 'later' });
  const [line] = await gate.db.select().from(auditLog).where(eq(auditLog.act, 'brake.released'));
  expect(line).toMatchObject({ storeId: store, detail: { channel: 'email', journey: 'released' } });
});
