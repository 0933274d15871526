import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { GateDeps } from '../../activities/deliver/deps.ts';
import type { Pace } from '../../activities/pace/pace.ts';
import type { Provider } from '../../activities/providers/provider.ts';
import { render } from '../../activities/templates/index.ts';
import { smsLength } from '../../activities/templates/sms/gsm.ts';
import { sendNextTest } from '../../activities/test-send/test-send.ts';
import { forCustomer } from '../../api/journeys/ask-message.ts';
import { askForTest, TooManyTestsError, unreachable } from '../../api/operate/test-send/ask.ts';
import { testSendView } from '../../api/operate/test-send/view.ts';
import { testWish } from '../../api/operate/test-send/wish.ts';
import { setMode } from '../../api/operate/switches/set-mode.ts';
import { readSmsReport } from '../../api/read/sms-costs.ts';
import { specs } from '../../api/specs.ts';
import {
  auditLog,
  carts,
  messages,
  operators,
  runs,
  sendingModes,
  smsBudgetBlocks,
  testSends,
} from '../../db/schema/index.ts';
import type { FrozenMessage } from '../../db/schema/ledger.ts';
import { readTestSend } from '../../db/test-sends/test-sends.ts';
import { wholeStore } from '../../domain/switches/sending-mode.ts';
import { sampledParts, testsAnHour } from '../../domain/test-send.ts';
import { useGate } from '../gate/use-gate.ts';
import { fakeEmail, keyed, noon, type Person, plainRender, silent, store } from '../gate/world.ts';

const gate = useGate();
const operator = { id: v7(), name: 'grace', email: 'grace@shop.example', phone: '+33699000001' };
const unpaced: Pace = { take: async () => ({ may: 'call', giveBack: () => {} }), heed: async () => {} };

beforeAll(async () => {
  await gate.db.insert(operators).values({ ...operator, passwordHash: 'none', createdAt: new Date(noon) });
});
beforeEach(async () => {
  for (const table of [testSends, sendingModes, auditLog]) await gate.db.delete(table);
});

const ask = async (person: Person, more: object = {}) => {
  const given = { customer: { id: '-' }, journey: 'cartAbandonment', template: 'cart/reminder', operator: 'grace' };
  const { asked } = testWish(specs).parse({ ...given, ...more });
  const message = await forCustomer(gate.db, asked, { store, customer: person.customer });
  const wish = { store, customer: person.customer, message, operator: operator.id };
  return askForTest(gate.db, wish, { at: noon, actor: `operator:${operator.id}` });
};
const work = async (deps: Partial<GateDeps> = {}) =>
  sendNextTest({
    db: gate.db,
    clock: gate.clock,
    pace: unpaced,
    render: plainRender,
    publicUrl: 'https://journeys.shop.example',
    logger: silent,
    providers: { email: fakeEmail(gate.fake.url) },
    ...deps,
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

test('where the customer has nothing that it could show a sample stands in, and it is said', async () => {
  const ada = await gate.person();
  await gate.db.update(runs).set({ state: 'closed' }).where(eq(runs.id, ada.run));
  await gate.db.update(carts).set({ lines: [] }).where(eq(carts.id, ada.cart));
  const { id } = await ask(ada);
  await work();
  expect(await seen(id)).toMatchObject({
    state: 'sent',
    notes: [sampledParts.cart],
    customerWould: { says: 'withheld', reason: 'nothing_to_show' },
  });
  expect(JSON.stringify(acceptedAs(id))).toContain('2 Fig scented candle, 1 Handmade stoneware vase');
});

test('a text message goes to the number of the operator, marked, with what it cost; nothing of the day’s money is taken', async () => {
  const bob = await gate.person({ sms: true });
  const texts: FrozenMessage[] = [];
  const sms: Provider = {
    ...keyed,
    send: async ({ message }) => {
      texts.push(message);
      return { answer: 'accepted', id: 'a text' };
    },
  };
  const { id } = await ask(bob, { channel: 'sms' });
  expect(await seen(id)).toMatchObject({ channel: 'sms', sms: null });
  await work({ render, providers: { sms } });
  expect(texts).toMatchObject([{ to: operator.phone, text: expect.stringMatching(/^\[Test\] Demo shop: /u) }]);
  expect(JSON.stringify(texts)).not.toContain(bob.phone);
  const view = await seen(id);
  const { segments } = smsLength(texts[0]!.text);
  // Seven cents a segment in France.
  expect(view).toMatchObject({ state: 'sent', notes: [], sms: { segments, cost: 7 * segments } });
  expect(view.rules.find(({ rule }) => rule === 'sms-budget')).toMatchObject({ says: 'pass' });
  expect(await gate.db.$count(smsBudgetBlocks)).toBe(0);
  expect(await readSmsReport(gate.db, { id: store, currency: 'EUR' }, { now: noon, days: 1 })).toMatchObject({
    journeys: [],
    tests: { messages: 1, segments, cost: 7 * segments },
    total: 7 * segments,
    today: [
      { purpose: 'marketing', spent: 0 },
      { purpose: 'transactional', spent: 0 },
    ],
  });
});

const flawed = (more: object) =>
  testWish(specs)
    .safeParse({
      customer: { id: '-' },
      journey: 'welcome',
      template: 'welcome/brand',
      operator: 'grace',
      ...more,
    })
    .error?.issues.map(({ path, message }) => [path.join('.'), message]);

test('an operator without a number, and a channel without words, are told before anything is asked', async () => {
  expect(flawed({})).toBeUndefined();
  expect(flawed({ channel: 'sms' })).toEqual([['channel', 'the template has no words for a text message']]);
  expect(flawed({ template: 'cart/reminder' })).toEqual([
    ['template', expect.stringMatching(/^welcome does not send it; it sends welcome\/newsletter, /u)],
  ]);
  expect(unreachable({ email: operator.email, phone: null }, 'sms')?.an).toBe('a phone number');
});

test('an operator gets so many in an hour and no more, however many ask at once', async () => {
  const ada = await gate.person({ sms: true });
  const asked = await Promise.allSettled(
    Array.from({ length: testsAnHour.sms + 3 }, async () => ask(ada, { channel: 'sms' })),
  );
  const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect(refused).toHaveLength(3);
  for (const error of refused) expect(error).toBeInstanceOf(TooManyTestsError);
  expect(await gate.db.$count(testSends)).toBe(testsAnHour.sms);
  // The other channel has its own.
  await ask(ada);
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
