import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Provider } from '../../../activities/providers/provider.ts';
import { pendingQuery, sentQuery } from '../../../db/facts/pressure.ts';
import { consents, customerAliases, messages, orders, runs } from '../../../db/schema/index.ts';
import type { OrderId } from '../../../domain/ids.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { plantPolicy } from '../../stack/policy.ts';
import { useGate } from '../use-gate.ts';
import { hour, keyed, minute, noon, type Person, store } from '../world.ts';
import { addRuns, withStep } from './more-runs.ts';

const gate = useGate();

/** Takes everything at once and remembers when. */
const taking = () => {
  const accepted: string[] = [];
  const provider: Provider = {
    ...keyed,
    send: async ({ key }) => {
      accepted.push(key);
      return { answer: 'accepted', id: `taken ${key}` };
    },
  };
  return { provider, accepted };
};

/** The only cap that counts in a case. */
const cap = async (atMost: number): Promise<void> =>
  plantPolicy(gate.db, store, {
    caps: {
      caps: [{ id: 'day', channel: 'all', purpose: 'marketing', atMost: { normal: atMost }, per: { civil: 'day' } }],
      passiveAfter: 50,
    },
    exclusivity: { ...defaultPolicy.exclusivity, journeysADay: undefined },
  });

const byDefault = async (): Promise<void> =>
  plantPolicy(gate.db, store, { caps: defaultPolicy.caps, exclusivity: defaultPolicy.exclusivity });

test('R180 trap 5: a thousand deliveries to one customer at the same time, the cap is reserved with the claim and never exceeded', async () => {
  await cap(3);
  const ada = await gate.person();
  const fifty = await addRuns(
    gate.db,
    ada,
    Array.from({ length: 50 }, () => ({ rank: 'cart' as const, dueAt: noon })),
  );
  const many = fifty.flatMap((one) =>
    Array.from({ length: 20 }, (_, index) => withStep(one, { step: `cart/reminder#${index + 1}` })),
  );
  const { provider, accepted } = taking();
  const outcomes = await Promise.all(many.map(async (one) => gate.attempt(one, { email: provider })));
  expect(accepted.length).toBe(3);
  expect(new Set(accepted).size).toBe(3);
  const said = outcomes.map((outcome) => ('outcome' in outcome ? outcome.outcome : outcome.again));
  expect(said.filter((outcome) => outcome === 'accepted').length).toBe(3);
  // Of use until midnight by UTC: midnight in Paris, when there is room again, comes before.
  expect(said.filter((outcome) => outcome === 'later').length).toBe(997);
  const states = await gate.db
    .select({ state: messages.state, reason: messages.reason, count: sql<number>`count(*)::int` })
    .from(messages)
    .where(eq(messages.customerId, ada.customer))
    .groupBy(messages.state, messages.reason);
  expect(new Set(states)).toEqual(
    new Set([
      { state: 'accepted', reason: null, count: 3 },
      { state: 'planned', reason: 'capped', count: 997 },
    ]),
  );
}, 240_000);

test('R21 Q4 what the cap holds back for good is logged as capped, with what it saw', async () => {
  await cap(1);
  const ada = await gate.person();
  const [second] = await addRuns(gate.db, ada, [
    { rank: 'cart', dueAt: noon, input: { expiresAt: toInstant(noon + hour) } },
  ]);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
  expect(await gate.attempt(second!)).toEqual({ outcome: 'withheld', reason: 'capped' });
  const row = (await gate.row(second!))!;
  expect(row.verdicts.find(({ rule }) => rule === 'caps')).toMatchObject({
    says: 'withheld',
    reason: 'capped',
    saw: { full: { limit: 'day', used: 1, atMost: 1 } },
  });
  expect(row.facts!.pressure.sent).toMatchObject([{ at: noon, channel: 'email', journey: 'cartAbandonment' }]);
  expect(gate.accepted(second!)).toEqual([]);
});

test('Q5 what the cap holds back for now is not lost: it goes out when there is room', async () => {
  await cap(1);
  const ada = await gate.person();
  const [second] = await addRuns(gate.db, ada, [{ rank: 'cart', dueAt: noon }]);
  await gate.attempt(ada);
  // Midnight in Paris.
  const midnight = Date.UTC(2026, 5, 10, 22);
  expect(await gate.attempt(second!)).toMatchObject({ again: 'later', afterMillis: midnight - noon });
  expect(await gate.row(second!)).toMatchObject({ state: 'planned', reason: 'capped', cause: 'capped' });
  gate.clock.set(midnight);
  expect(await gate.attempt(second!)).toMatchObject({ outcome: 'accepted' });
});

const answering = (answer: 'never' | 'refused' | 'uncertain'): Provider => ({
  ...keyed,
  send: async () => (answer === 'never' ? { answer, reason: 'refused', detail: '422' } : { answer, detail: answer }),
});

test('what failed or was refused takes no place, what nobody knows does', async () => {
  await cap(1);
  for (const answer of ['never', 'refused'] as const) {
    const ada = await gate.person();
    const [second] = await addRuns(gate.db, ada, [{ rank: 'cart', dueAt: noon }]);
    await gate.attempt(ada, { email: answering(answer) });
    expect(await gate.attempt(second!)).toMatchObject({ outcome: 'accepted' });
  }
  const ada = await gate.person();
  const [second] = await addRuns(gate.db, ada, [{ rank: 'cart', dueAt: noon }]);
  await gate.attempt(ada, { email: answering('uncertain') });
  expect(await gate.attempt(second!)).toMatchObject({ again: 'later' });
  // The claim keeps its own place: it is sent again under the same key.
  expect(await gate.attempt(ada, { email: taking().provider })).toMatchObject({ outcome: 'accepted' });
});

test('a transactional message passes every cap and takes no place', async () => {
  await cap(1);
  const ada = await gate.person({ input: { purpose: 'transactional', rank: 'transactional' } });
  const [second, third] = await addRuns(gate.db, ada, [
    { rank: 'cart', dueAt: noon, input: { purpose: 'marketing' } },
    { rank: 'service', dueAt: noon },
  ]);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
  expect(await gate.attempt(second!)).toMatchObject({ outcome: 'accepted' });
  expect(await gate.attempt(third!)).toMatchObject({ outcome: 'accepted' });
});

test('the follow-up of one cart, three messages in three days, fits the caps that a store has by default', async () => {
  await byDefault();
  const ada = await gate.person();
  const step = async (template: string, at: number) => {
    gate.clock.set(at);
    const [dueAt, expiresAt] = [toInstant(at), toInstant(at + 12 * hour)];
    return gate.attempt(ada, { input: { step: `${template}#1`, dueAt, expiresAt } });
  };
  expect(await step('cart/reminder', noon)).toMatchObject({ outcome: 'accepted' });
  expect(await step('cart/reassurance', noon + 24 * hour)).toMatchObject({ outcome: 'accepted' });
  expect(await step('cart/offer', noon + 72 * hour)).toMatchObject({ outcome: 'accepted' });
});

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
    rank: 'win-back' as const,
    dueAt: noon + day * 24 * hour,
    input: { expiresAt: toInstant(noon + day * 24 * hour + hour) },
  }));

test('R182 a customer who becomes another in the middle of the week has the caps of whom they are now', async () => {
  await byDefault();
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

test('R192 no standard customer gets more text messages in any month than the cap, with journeys at the same time', async () => {
  await byDefault();
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
      more.map(async (run) => gate.attempt(run, { email: provider, providers: { email: provider, sms: provider } })),
    );
    sent.push(...accepted.slice(before).map(() => at));
  }
  expect(sent.length).toBeGreaterThanOrEqual(4);
  const busiest = Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + 31 * 24 * hour).length));
  expect(busiest).toBe(2);
}, 60_000);

test('the pressure on a customer is read by its own index, however many messages others got', async () => {
  const ada = await gate.person();
  await gate.db.execute(sql`analyze`);
  const request = {
    run: ada.run,
    step: 'cart/reminder#1',
    now: new Date(noon + minute),
    channel: 'email' as const,
    purpose: 'marketing' as const,
  };
  await gate.db.transaction(async (transaction) => {
    // A small table is read whole: what matters is that nothing else is needed.
    await transaction.execute(sql`set local enable_seqscan = off`);
    const planOf = async (query: ReturnType<typeof sentQuery>) =>
      (await transaction.execute<{ 'QUERY PLAN': string }>(sql`explain ${query}`))
        .map((row) => row['QUERY PLAN'])
        .join('\n');
    const sent = await planOf(sentQuery(request));
    expect(sent).toMatch(/Index (Only )?Scan.* using messages_pressure_index/);
    expect(sent).not.toMatch(/Sort|Seq Scan/);
    const pending = await planOf(pendingQuery(request));
    expect(pending).toMatch(/messages_planned_index/);
    expect(pending).not.toMatch(/Seq Scan on (messages|runs)/);
  });
});
