import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Pace } from '../../activities/pace/pace.ts';
import { sendNextTest } from '../../activities/test-send/test-send.ts';
import { askForTest } from '../../api/operate/test-send/ask.ts';
import { testSendView } from '../../api/operate/test-send/view.ts';
import { testWish } from '../../api/operate/test-send/wish.ts';
import { setMode } from '../../api/operate/switches/set-mode.ts';
import { auditLog, carts, messages, operators, runs, sendingModes, testSends } from '../../db/schema/index.ts';
import { readTestSend } from '../../db/test-sends/test-sends.ts';
import { wholeStore } from '../../domain/switches/sending-mode.ts';
import { cartSpec } from '../api/intake-server.ts';
import { useGate } from '../gate/use-gate.ts';
import { fakeEmail, noon, type Person, plainRender, silent, store } from '../gate/world.ts';

const gate = useGate();
const operator = { id: v7(), name: 'grace', email: 'grace@shop.example' };
const unpaced: Pace = { take: async () => ({ may: 'call', giveBack: () => {} }), heed: async () => {} };

beforeAll(async () => {
  await gate.db.insert(operators).values({ ...operator, passwordHash: 'none', createdAt: new Date(noon) });
});
beforeEach(async () => {
  for (const table of [testSends, sendingModes, auditLog]) await gate.db.delete(table);
});

const ask = async (person: Person, more: object = {}) => {
  const given = { customer: { id: '-' }, journey: 'cartAbandonment', template: 'cart/reminder', operator: 'grace' };
  const { message } = testWish([cartSpec]).parse({ ...given, ...more });
  const wish = { store, customer: person.customer, message, operator: operator.id };
  return askForTest(gate.db, wish, { at: noon, actor: `operator:${operator.id}` });
};
const work = async () =>
  sendNextTest({
    db: gate.db,
    clock: gate.clock,
    pace: unpaced,
    render: plainRender,
    publicUrl: 'https://journeys.shop.example',
    logger: silent,
    providers: { email: fakeEmail(gate.fake.url) },
  });
const seen = async (id: string) => testSendView((await readTestSend(gate.db, store, id))!);
const acceptedAs = (id: string) => gate.fake.acceptances().filter(({ key }) => key === `test/${id}`);

test('"send me this message as customer X": from the real facts, to the operator, marked, under a key of its own', async () => {
  const ada = await gate.person({ quantity: 3 });
  const { id } = await ask(ada);
  expect(await seen(id)).toMatchObject({ state: 'asked', customerWould: null });
  expect(await work()).toBe(true);
  const [accepted] = acceptedAs(id);
  expect(JSON.stringify(accepted)).toContain('grace@shop.example');
  expect(JSON.stringify(accepted)).toContain('[Test] cart/reminder en');
  expect(JSON.stringify(accepted)).toContain('3 Lamp');
  expect(JSON.stringify(accepted)).not.toContain(ada.email);
  const view = await seen(id);
  expect(view).toMatchObject({ state: 'sent', detail: null, customerWould: { says: 'pass' } });
  expect(view.rules.length).toBeGreaterThan(10);
  for (const { sentence } of view.rules) expect(sentence).toMatch(/\.$/);
});

test('it is in no ledger and counts nowhere: the customer gets their own message all the same', async () => {
  const ada = await gate.person();
  await ask(ada);
  await work();
  expect(await gate.db.select().from(messages).where(eq(messages.customerId, ada.customer))).toEqual([]);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
});

test('what the rules would refuse is sent to the operator all the same, and said', async () => {
  const [ada, bob] = [await gate.person({ consent: false }), await gate.person()];
  const refused = await ask(ada);
  await work();
  expect(await seen(refused.id)).toMatchObject({
    state: 'sent',
    customerWould: { says: 'withheld', reason: 'no_consent' },
  });
  await setMode(
    gate.db,
    store,
    { journey: wholeStore, mode: 'off' },
    { at: noon, actor: 'command:test', why: 'a test' },
  );
  const whileOff = await ask(bob);
  await work();
  expect(await seen(whileOff.id)).toMatchObject({ state: 'sent', customerWould: { reason: 'switched_off' } });
});

test('of a customer who is in no run: as if one began now, which leaves nothing behind', async () => {
  const ada = await gate.person();
  await gate.db.update(runs).set({ state: 'closed' }).where(eq(runs.id, ada.run));
  const { id } = await ask(ada);
  await work();
  expect(await seen(id)).toMatchObject({ state: 'sent' });
  expect(await gate.db.select().from(runs).where(eq(runs.customerId, ada.customer))).toMatchObject([{ id: ada.run }]);
});

test('with nothing to make it from it fails with the reason, and nothing is sent', async () => {
  const ada = await gate.person();
  await gate.db.update(runs).set({ state: 'closed' }).where(eq(runs.id, ada.run));
  await gate.db.update(carts).set({ lines: [] }).where(eq(carts.id, ada.cart));
  const { id } = await ask(ada);
  await work();
  expect(await seen(id)).toMatchObject({ state: 'failed', detail: expect.stringContaining('no cart') });
  expect(acceptedAs(id)).toEqual([]);
});

test('several workers take each once, and an act is in the audit log', async () => {
  const ada = await gate.person();
  const { id } = await ask(ada);
  const taken = await Promise.all([work(), work(), work()]);
  expect(taken.filter(Boolean).length).toBe(1);
  expect(acceptedAs(id).length).toBe(1);
  expect(await gate.db.select().from(auditLog)).toMatchObject([
    { act: 'message.tested', actor: `operator:${operator.id}`, subject: `customer/${ada.customer}` },
  ]);
});

test('an answer that was lost is told as unknown, and nothing is sent a second time', async () => {
  const ada = await gate.person();
  const { id } = await ask(ada);
  gate.fake.fault({ kind: 'lost' }, { times: 1, match: (key) => key === `test/${id}` });
  await work();
  expect(await seen(id)).toMatchObject({ state: 'unknown' });
  expect(await work()).toBe(false);
  expect(acceptedAs(id).length).toBe(1);
});
