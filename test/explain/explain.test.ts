import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { Provider } from '../../activities/providers/provider.ts';
import { inbox, messages, runs } from '../../db/schema/index.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { buy, consentOf, hour, keyed, noon, store } from '../gate/world.ts';
import { plantPolicy } from '../stack/policy.ts';
import { useExplain } from './use-explain.ts';

const { gate, get, name, explain, steps } = useExplain();
beforeAll(async () => plantPolicy(gate.db, store, { recentBuyers: { pause: '3 days', bySegment: {}, except: [] } }));

const person = async (options: Parameters<typeof gate.person>[0] = {}) => {
  const ada = await gate.person(options);
  await name(ada);
  return ada;
};
const answering = (answer: Awaited<ReturnType<Provider['send']>>): Provider => ({ ...keyed, send: async () => answer });

test('a sent step says when, in the zone of the store, and what every rule said, in sentences (Q11)', async () => {
  const ada = await person();
  await gate.attempt(ada);
  const [step] = await steps(ada);
  expect(step).toMatchObject({
    step: 'cart/reminder#1',
    channel: 'email',
    outcome: 'sent',
    sentence: 'Sent 10 Jun 2026, 14:00.',
    policies: { recentBuyers: 1 },
  });
  const [row] = await gate.db.select().from(messages).where(eq(messages.runId, ada.run));
  expect(step!.verdicts.map(({ rule }) => rule)).toEqual(row!.verdicts.map(({ rule }) => rule));
  for (const { sentence, says } of step!.verdicts) {
    expect(says).toBe('pass');
    expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
    expect(sentence).not.toMatch(/not asked any more|undefined|[a-z]_[a-z]/);
  }
});

test('a withheld step says why by the rule that decided (Q11)', async () => {
  const ada = await person();
  await consentOf(gate.db, ada.customer, 'withdrawn', noon - hour);
  await gate.attempt(ada);
  const [step] = await steps(ada);
  expect(step).toMatchObject({ outcome: 'withheld', reason: 'no_consent' });
  expect(step!.sentence).toMatch(/^Not sent: the customer had withdrawn their consent 10 Jun 2026, 13:00/);
});

test('a waiting step says until when and for what', async () => {
  const ada = await person({ input: { dueAt: toInstant(noon + hour) } });
  await gate.attempt(ada);
  expect((await steps(ada))[0]).toMatchObject({
    outcome: 'waiting',
    reason: 'early',
    sentence: 'Waits until 10 Jun 2026, 15:00: it is not due before 10 Jun 2026, 15:00.',
  });
});

test.each([
  ['failed', { answer: 'never', reason: 'refused', detail: '422' }, 'Not sent: the provider refuses this message.'],
  ['waiting', { answer: 'uncertain', detail: 'lost' }, /^Being sent since .*the provider has not answered yet\.$/],
] as const)('what the provider made of it is a sentence too: %s', async (outcome, answer, sentence) => {
  const ada = await person();
  await gate.attempt(ada, { email: answering(answer) });
  expect((await steps(ada))[0]).toMatchObject({ outcome, sentence: expect.stringMatching(sentence) });
});

test('an unknown step says that nobody knows', async () => {
  const ada = await person();
  await gate.attempt(ada, { email: answering({ answer: 'uncertain', detail: 'lost' }) });
  await buy(gate.db, ada);
  await gate.attempt(ada, { email: answering({ answer: 'uncertain', detail: 'lost' }) });
  expect((await steps(ada))[0]).toMatchObject({ outcome: 'unknown', sentence: expect.stringMatching(/^Nobody knows/) });
});

test('a run that ended before a message, and an event that started nothing, are told too', async () => {
  const ada = await person();
  await buy(gate.db, ada);
  const told = { storeId: store, customerId: ada.customer, body: {}, hash: 'x', receivedAt: new Date(noon) } as const;
  await gate.db.insert(inbox).values({
    ...told,
    id: crypto.randomUUID(),
    eventId: 'late',
    type: 'cart.updated',
    occurredAt: new Date(noon - 3 * hour),
    fate: 'ignored',
    reason: 'too_old',
  });
  const { history } = await explain(ada);
  expect(history).toMatchObject([
    {
      kind: 'run',
      steps: [],
      sentence: 'It ended before it reached a message 10 Jun 2026, 14:00: the customer bought.',
    },
    { kind: 'event', id: 'late', sentence: 'It started nothing: older than what a journey may start from.' },
  ]);
});

test('one contact in one view: consents with their times, active journeys, orders (R184, R212, R226)', async () => {
  const ada = await person();
  await consentOf(gate.db, ada.customer, 'withdrawn', noon - hour);
  const { customer, timezone } = await explain(ada);
  expect(timezone).toBe('Europe/Paris');
  expect(customer['consents']).toMatchObject([
    { channel: 'email', purpose: 'marketing', state: 'withdrawn', at: toInstant(noon - hour), source: 'checkout' },
    { channel: 'email', purpose: 'marketing', state: 'granted' },
  ]);
  expect(customer['active']).toMatchObject([{ id: ada.run, journey: 'cartAbandonment' }]);
  expect(JSON.stringify(customer)).not.toContain(ada.email);
});

test('pages through everything once, newest first', async () => {
  const ada = await person();
  for (let entry = 0; entry < 6; entry++) {
    const startedAt = new Date(noon - (entry % 3) * hour);
    const id = crypto.randomUUID() as typeof ada.run;
    const [known] = await gate.db.select().from(runs).where(eq(runs.id, ada.run));
    await gate.db.insert(runs).values({ ...known!, id, subject: id, startedAt });
    await gate.db.insert(inbox).values({
      id: crypto.randomUUID(),
      storeId: store,
      customerId: ada.customer,
      eventId: `${ada.customer} ${entry}`,
      type: 'page.viewed',
      occurredAt: startedAt,
      receivedAt: startedAt,
      body: {},
      hash: 'x',
      fate: 'ignored',
      reason: 'no_journey',
    });
  }
  const seen: string[] = [];
  let times: number[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page = await explain(ada, `?limit=3${next && `&before=${next}`}`);
    seen.push(...page.history.map(({ id }) => id as string));
    times = [
      ...times,
      ...page.history.map((entry) => Date.parse(entry.kind === 'run' ? entry.startedAt : entry.occurredAt)),
    ];
    next = page.next;
  }
  expect(new Set(seen).size).toBe(13);
  expect(seen).toHaveLength(13);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
});

test('a rule that is gone, or that saw other things then, is shown without its sentence', async () => {
  const ada = await person({ input: { dueAt: toInstant(noon + hour) } });
  await gate.attempt(ada);
  await gate.db
    .update(messages)
    .set({
      state: 'withheld',
      reason: 'no_consent',
      verdicts: [
        { rule: 'gone', says: 'pass', saw: {} },
        { rule: 'consent', says: 'withheld', reason: 'no_consent', saw: null as never },
      ],
    })
    .where(eq(messages.runId, ada.run));
  const [step] = await steps(ada);
  expect(step!.verdicts.map(({ sentence }) => sentence)).toEqual(Array(2).fill('This rule is not asked any more.'));
  expect(step!.sentence).toBe('Not sent: no consent for this purpose on this channel.');
});

test('a customer whom the store does not know has no explanation', async () => {
  expect((await get('/customers/nobody/explain')).status).toBe(404);
});
