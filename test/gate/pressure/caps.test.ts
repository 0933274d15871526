import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Provider } from '../../../activities/providers/provider.ts';
import { messages } from '../../../db/schema/index.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { plantPolicy } from '../../stack/policy.ts';
import { useGate } from '../use-gate.ts';
import { hour, keyed, noon, store } from '../world.ts';
import { addRuns, withStep } from './more-runs.ts';
import { taking } from './taking.ts';

const gate = useGate();

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
