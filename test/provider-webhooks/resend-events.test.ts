import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyWaitingEvents } from '../../db/ledger/provider-events.ts';
import { recordAccepted } from '../../db/ledger/ledger.ts';
import { closeRun } from '../../db/road/run-closing.ts';
import { messages, providerEvents, runs } from '../../db/schema/index.ts';
import { messageTag } from '../../domain/delivery.ts';
import { bounce, resendEvent, svixHeaders } from '../fake-resend/webhook.ts';
import { createGate, fakeEmail, minute, noon } from '../gate/world.ts';
import { secrets, useWebhooks } from './use-webhooks.ts';

const webhooks = useWebhooks();

test('what became of a message is in the ledger, and nothing personal of the event is kept', async () => {
  const { row, told, id } = await webhooks.message();
  const personal = {
    click: { ipAddress: '203.0.113.9', userAgent: 'Mozilla/5.0', link: 'https://shop.example/?c=ada' },
  };
  const types = ['email.sent', 'email.delivery_delayed', 'email.clicked', 'email.delivered'];
  for (const [index, type] of types.entries()) {
    await webhooks.resend(resendEvent(type, told, noon + index * minute, personal));
  }
  expect(await row()).toMatchObject({ state: 'delivered', settledAt: new Date(noon + 3 * minute) });
  await webhooks.resend(resendEvent('email.bounced', told, noon + 5 * minute, bounce('Permanent', 'NoEmail')));
  expect(await row()).toMatchObject({ state: 'bounced', settledAt: new Date(noon + 5 * minute) });

  const kept = await webhooks.db.select().from(providerEvents).where(eq(providerEvents.messageId, id));
  expect(kept.map(({ type, means }) => [type, means])).toEqual([
    ['email.sent', 'accepted'],
    ['email.delivery_delayed', 'accepted'],
    ['email.clicked', null],
    ['email.delivered', 'delivered'],
    ['email.bounced', 'bounced'],
  ]);
  expect(kept.at(-1)!.detail).toEqual({ bounce: 'permanent', bounceType: 'Permanent', bounceSubType: 'NoEmail' });
  const text = JSON.stringify(kept);
  for (const word of ['@', 'cart', 'Shop', '203.0.113', 'Mozilla', 'https:']) expect(text).not.toContain(word);
});

test('ten deliveries of one event to two api processes at once are one', async () => {
  const { told, row, id } = await webhooks.message();
  const body = resendEvent('email.delivered', told, noon + minute);
  const headers = svixHeaders(secrets.new, body);
  const answers = await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const response = await webhooks.resend(body, { headers, api: index % 2 });
      return [response.status, ((await response.json()) as { event: string }).event];
    }),
  );
  expect(answers.filter(([status]) => status === 200)).toHaveLength(10);
  expect(answers.filter(([, event]) => event === 'applied')).toHaveLength(1);
  expect(await webhooks.db.select().from(providerEvents).where(eq(providerEvents.messageId, id))).toHaveLength(1);
  expect((await row()).state).toBe('delivered');
});

test('in whatever order events are told, and by whichever process, they end in the same state', async () => {
  const life = [
    ['email.sent', 0],
    ['email.delivered', 1],
    ['email.clicked', 2],
    ['email.bounced', 3, bounce('Transient')],
    ['email.complained', 4],
  ] as const;
  const states = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...life, ...life], { minLength: 10 }),
      fc.constantFrom('accepted' as const, 'unknown' as const, 'claimed' as const),
      async (order, before) => {
        const { told, row, id } = await webhooks.message(before, before === 'accepted' ? {} : { providerId: null });
        const tagged = { ...told, tags: { [messageTag]: id } };
        await Promise.all(
          order.map(async ([type, minutes, more], index) => {
            const body = resendEvent(type, tagged, noon + minutes * minute, more);
            const headers = svixHeaders(secrets.new, body, { id: `${id}-${type}` });
            const response = await webhooks.resend(body, { headers, api: index % 2 });
            expect(response.status).toBe(200);
          }),
        );
        const { state, settledAt, reason, providerId } = await row();
        expect(providerId).toBe(told.id);
        const stops = (await webhooks.suppressed())
          .filter(({ address }) => address === told.to)
          .map((one) => [one.reason, one.at, one.until]);
        states.add(JSON.stringify({ state, settledAt, reason, stops }));
      },
    ),
    { numRuns: 40 },
  );
  expect([...states].map((one) => JSON.parse(one))).toEqual([
    {
      state: 'complained',
      settledAt: new Date(noon + 4 * minute).toISOString(),
      reason: null,
      stops: [['complained', new Date(noon + 4 * minute).toISOString(), null]],
    },
  ]);
});

test('an event that comes before the acceptance was recorded waits for it, and is applied once', async () => {
  const { told, row, id } = await webhooks.message('claimed', { providerId: null });
  const answer = await webhooks.resend(resendEvent('email.delivered', told, noon + minute));
  expect(await answer.json()).toEqual({ event: 'waiting' });
  expect(await applyWaitingEvents(webhooks.db, new Date(noon - minute), 100)).toBe(0);
  expect((await row()).state).toBe('claimed');

  await recordAccepted(webhooks.db, id, { providerId: told.id, acceptedAt: new Date(noon) });
  const both = [1, 2].map(async () => applyWaitingEvents(webhooks.db, new Date(noon - minute), 100));
  await Promise.all(both);
  expect(await row()).toMatchObject({ state: 'delivered', settledAt: new Date(noon + minute) });
  expect(await applyWaitingEvents(webhooks.db, new Date(noon - minute), 100)).toBe(0);
});

test('an event with our tag proves that an unknown message was accepted, and the run counts it', async () => {
  const { told, row, id, person } = await webhooks.message('unknown', { providerId: null, lastError: 'no answer' });
  await closeRun(webhooks.db, { run: person.run, outcome: 'completed', steps: [] }, noon);
  const run = async () => (await webhooks.db.select().from(runs).where(eq(runs.id, person.run)))[0];
  expect(await run()).toMatchObject({ sent: 0, state: 'closed' });
  await webhooks.resend(resendEvent('email.sent', { ...told, tags: { [messageTag]: id } }, noon + minute));
  expect(await row()).toMatchObject({ state: 'accepted', providerId: told.id, lastError: null });
  expect(await run()).toMatchObject({ sent: 1, state: 'closed', outcome: 'completed' });
});

test('the tag of a message that another provider has, or of none, proves nothing', async () => {
  const { row, id } = await webhooks.message('unknown', { providerId: null, provider: 'twilio' });
  for (const tag of [id, crypto.randomUUID(), 'nonsense', '']) {
    const told = { id: crypto.randomUUID(), to: 'x@shop.example', tags: { [messageTag]: tag } };
    expect(await (await webhooks.resend(resendEvent('email.sent', told, noon))).json()).toEqual({ event: 'waiting' });
  }
  expect((await row()).state).toBe('unknown');
});

test('an event that comes while the call is under way settles it; the late answer changes nothing', async () => {
  const { told, row, id } = await webhooks.message('claimed', { providerId: null });
  await webhooks.resend(resendEvent('email.delivered', { ...told, tags: { [messageTag]: id } }, noon + minute));
  expect(await recordAccepted(webhooks.db, id, { providerId: told.id, acceptedAt: new Date(noon) })).toBeUndefined();
  expect(await row()).toMatchObject({ state: 'delivered', providerId: told.id });
});

test('a message that was moved to another customer by a merge takes its events there', async () => {
  const [one, other] = [await webhooks.message(), await webhooks.message()];
  await webhooks.db.update(messages).set({ customerId: other.person.customer }).where(eq(messages.id, one.id));
  await webhooks.resend(resendEvent('email.bounced', one.told, noon, bounce('Permanent')));
  expect((await one.row()).state).toBe('bounced');
  expect(await webhooks.suppressed()).toContainEqual(
    expect.objectContaining({ address: one.told.to, reason: 'bounced' }),
  );
});

test('the next step of a running journey is withheld once the address bounced', async () => {
  const { told, person } = await webhooks.message();
  await webhooks.resend(resendEvent('email.bounced', told, noon, bounce('Permanent')));
  const gate = createGate({ db: webhooks.db, clock: webhooks.clock, email: fakeEmail('http://127.0.0.1:1') });
  const next = await gate.deliver({ ...person.input, step: 'cart/reassurance#1', template: 'cart/reassurance' });
  expect(next).toMatchObject({ outcome: 'withheld', reason: 'suppressed' });
});

test('events of erased messages move the ledger and suppress nobody', async () => {
  const { told, row, id } = await webhooks.message();
  await webhooks.db
    .update(messages)
    .set({ frozen: sql`null` })
    .where(eq(messages.id, id));
  const response = await webhooks.resend(resendEvent('email.bounced', told, noon, bounce('Permanent')));
  expect(response.status).toBe(200);
  expect((await row()).state).toBe('bounced');
  expect((await webhooks.suppressed()).filter(({ address }) => address === told.to)).toEqual([]);
});
