import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Provider } from '../../activities/providers/provider.ts';
import { settleStale } from '../../db/ledger/settle-stale.ts';
import { closeRun } from '../../db/road/run-closing.ts';
import { messages, runs } from '../../db/schema/index.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { useGate } from './use-gate.ts';
import { buy, hour, keyed, minute, noon, type Person } from './world.ts';

const gate = useGate();

const answering = (answer: 'refused' | 'uncertain'): Provider => ({
  ...keyed,
  send: async () => ({ answer, detail: 'as scripted' }),
});
const step = async (person: Person) => {
  const row = await gate.row(person);
  return row && [row.state, row.reason];
};
const close = async (person: Person, steps: Parameters<typeof closeRun>[1]['steps'] = []) =>
  closeRun(gate.db, { run: person.run, outcome: 'exited', reason: 'order.placed', steps }, noon + minute);
const sentStep = { step: 'cart/reminder#1', channel: 'email', purpose: 'marketing' } as const;

test('a run is closed once, and counts what the ledger says', async () => {
  const ada = await gate.person();
  await gate.attempt(ada);
  expect(await close(ada, [{ ...sentStep, outcome: 'failed', reason: 'gave_up' }])).toBe(true);
  expect(await close(ada)).toBe(false);
  const [run] = await gate.db.select().from(runs).where(eq(runs.id, ada.run));
  expect(run).toMatchObject({
    state: 'closed',
    outcome: 'exited',
    sent: 1,
    withheld: 0,
    closedAt: new Date(noon + minute),
  });
  expect(await step(ada)).toEqual(['accepted', null]);
});

test('a run that ended before the gate was asked gets its step recorded with the reason', async () => {
  const ada = await gate.person();
  await buy(gate.db, ada);
  await close(ada, [{ ...sentStep, outcome: 'withheld', reason: 'bought' }]);
  expect(await step(ada)).toEqual(['withheld', 'bought']);
  expect(await gate.row(ada)).toMatchObject({ key: ada.key, template: 'cart/reminder', purpose: 'marketing' });
});

test('steps left open are settled when their run closes, by what is known of each', async () => {
  const early = await gate.person();
  gate.clock.set(noon - hour);
  await gate.attempt(early);
  gate.clock.set(noon);
  await buy(gate.db, early);
  await close(early);
  expect(await step(early)).toEqual(['withheld', 'bought']);

  const refused = await gate.person();
  await gate.attempt(refused, { email: answering('refused') });
  await close(refused, [{ ...sentStep, outcome: 'failed', reason: 'gave_up' }]);
  expect(await step(refused)).toEqual(['failed', 'gave_up']);

  const claimed = await gate.person();
  await gate.attempt(claimed, { email: answering('uncertain') });
  await close(claimed, [{ ...sentStep, outcome: 'failed', reason: 'gave_up' }]);
  expect(await step(claimed)).toEqual(['unknown', null]);
});

test('steps past their end that nobody will ask about again are settled, the others left alone', async () => {
  await gate.db.delete(messages);
  const [claimed, refused, waiting, touched, fresh] = [
    await gate.person(),
    await gate.person(),
    await gate.person(),
    await gate.person({ touchedAt: noon - minute, input: { idle: '1 day' } }),
    await gate.person({ input: { expiresAt: toInstant(noon + 48 * hour) } }),
  ];
  await gate.attempt(claimed, { email: answering('uncertain') });
  await gate.attempt(refused, { email: answering('refused') });
  await gate.attempt(touched);
  await gate.attempt(fresh, { email: answering('uncertain') });
  gate.clock.set(noon - hour);
  await gate.attempt(waiting);
  expect(await settleStale(gate.db, new Date(noon + 11 * hour))).toBe(0);
  expect(await settleStale(gate.db, new Date(noon + 13 * hour))).toBe(3);
  expect(await Promise.all([claimed, refused, waiting, touched, fresh].map(step))).toEqual([
    ['unknown', null],
    ['failed', 'gave_up'],
    ['withheld', 'expired'],
    ['planned', 'touched'],
    ['claimed', null],
  ]);
});
