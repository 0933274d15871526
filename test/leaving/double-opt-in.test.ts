import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { specs } from '../../api/specs.ts';
import { render } from '../../activities/templates/index.ts';
import { confirmations, consents, customerAliases, messages, runs, suppressions } from '../../db/schema/index.ts';
import { replaceMode } from '../../db/switches/modes.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import type { CustomerId, RunId } from '../../domain/ids.ts';
import { defaultDoubleOptIn } from '../../domain/policy/double-opt-in.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { noon, store, useIntake } from '../api/intake-server.ts';
import { createGate, hour, keyed, minute } from '../gate/world.ts';
import { plantPolicy } from '../stack/policy.ts';

const intake = useIntake(specs);
const on = { ...defaultDoubleOptIn, enabled: true };
beforeEach(async () => {
  intake.clock.set(noon);
  await plantPolicy(intake.db, store, { doubleOptIn: on });
});

let events = 0;
const newEmail = (): string => `${randomUUID()}@shop.example`;
const told = (type: string, customer: object, data: object) => ({
  id: `e-${(events += 1)}`,
  type,
  occurredAt: new Date(intake.clock.now()).toISOString(),
  customer,
  data,
});
const proof = { how: 'form sent', wording: 'Our news by e-mail', version: '1' };
const subscribes = async (email: string, more: object = {}) => {
  const { body } = await intake.post(
    told('newsletter.subscribed', { email }, { source: 'newsletter form', proof, ...more }),
  );
  const [{ fate, reason } = { fate: '' }] = body.events;
  return reason === undefined ? fate : `${fate} ${reason}`;
};
const customerOf = async (email: string): Promise<CustomerId> => {
  const [alias] = await intake.db.select().from(customerAliases).where(eq(customerAliases.value, email));
  return alias!.customerId;
};
const actsOf = async (email: string) =>
  intake.db
    .select()
    .from(consents)
    .where(eq(consents.customerId, await customerOf(email)))
    .orderBy(consents.at);
const runsOf = async (email: string) =>
  intake.db
    .select()
    .from(runs)
    .where(and(eq(runs.customerId, await customerOf(email)), eq(runs.journey, 'doubleOptIn')))
    .orderBy(runs.episode);
const asked = async (email: string) =>
  intake.db.select().from(confirmations).where(eq(confirmations.address, email)).orderBy(confirmations.askedAt);

/** What the gate decides about a message of the run, with the real templates. */
const deliver = async (run: { id: RunId; customerId: CustomerId }, changes: Partial<DeliverInput> = {}) => {
  const sent: { to: string; html: string; headers: object; text: string }[] = [];
  const email = {
    ...keyed,
    send: async ({ message }: { message: object }) => {
      sent.push(message as never);
      return { answer: 'accepted', id: randomUUID() } as const;
    },
  };
  const gate = createGate({ db: intake.db, clock: intake.clock, email, render, publicUrl: 'https://j.shop.example' });
  const now = intake.clock.now();
  const { plan: _plan, ...outcome } = await gate.deliver({
    run: run.id,
    store,
    journey: 'doubleOptIn',
    customer: run.customerId,
    step: 'consent/confirm#1',
    channel: 'email',
    template: 'consent/confirm',
    props: {},
    purpose: 'transactional',
    rank: 'transactional',
    dueAt: toInstant(now),
    expiresAt: toInstant(now + 12 * hour),
    ...changes,
  });
  return { outcome, message: sent[0] };
};
/** What the gate says about marketing to the run's customer. */
const mayMarket = async (run: { id: RunId; customerId: CustomerId }) => {
  const step = `consent/confirm#${(events += 1)}`;
  await deliver(run, { purpose: 'marketing', step, rank: 'newsletter' });
  const [row] = await intake.db
    .select()
    .from(messages)
    .where(and(eq(messages.runId, run.id), eq(messages.step, step)));
  return row!.verdicts.find(({ rule }) => rule === 'consent')!.says === 'pass';
};
const page = async (path: string, method = 'GET') => {
  const response = await intake.request(path, { method, headers: { 'accept-language': 'en' } });
  return { status: response.status, html: await response.text(), cookie: response.headers.get('set-cookie') };
};

test('where the store has no double opt-in a subscription is a consent at once, and nobody is asked', async () => {
  await plantPolicy(intake.db, store, { doubleOptIn: defaultDoubleOptIn });
  const email = newEmail();
  expect(await subscribes(email)).toBe('applied');
  expect(await actsOf(email)).toMatchObject([{ state: 'granted', source: 'newsletter form' }]);
  expect(await runsOf(email)).toEqual([]);
});

test('a subscription is asked about by a message, and counts once its link is confirmed; the proof keeps both acts', async () => {
  const email = newEmail();
  expect(await subscribes(email)).toBe('applied');
  expect(await actsOf(email)).toEqual([]);
  const [run] = await runsOf(email);
  expect(run).toMatchObject({ episode: 1, rank: 'transactional', event: {} });

  const { outcome, message } = await deliver(run!);
  expect(outcome).toMatchObject({ outcome: 'accepted' });
  const [{ token } = { token: '' }] = await asked(email);
  expect(message!.to).toBe(email);
  for (const part of [message!.html, message!.text]) expect(part).toContain(`https://j.shop.example/confirm/${token}`);
  expect(Object.keys(message!.headers)).not.toContain('List-Unsubscribe');
  expect(await mayMarket(run!)).toBe(false);

  // Scanners open links; they press no button.
  for (let count = 0; count < 50; count++) {
    const opened = await page(`/confirm/${token}${count % 2 ? '?confirm=1' : ''}`, count % 5 ? 'GET' : 'HEAD');
    expect([opened.status, opened.cookie]).toEqual([200, null]);
  }
  expect(await actsOf(email)).toEqual([]);

  intake.clock.advance(2 * hour);
  expect((await page(`/confirm/${token}`, 'POST')).html).toContain('Confirmed');
  const acts = await actsOf(email);
  expect(acts).toMatchObject([
    {
      state: 'granted',
      channel: 'email',
      purpose: 'marketing',
      at: new Date(noon + 2 * hour),
      source: 'newsletter form',
      proof: { ...proof, askedAt: toInstant(noon), confirmedAt: toInstant(noon + 2 * hour) },
    },
  ]);
  expect(await mayMarket(run!)).toBe(true);
  // Twice, twenty times: once.
  await Promise.all(Array.from({ length: 20 }, async () => page(`/confirm/${token}`, 'POST')));
  expect(await actsOf(email)).toEqual(acts);
});

test('a link that is over, and one that never was, get the same answer and confirm nothing', async () => {
  const email = newEmail();
  await subscribes(email);
  const [{ token } = { token: '' }] = await asked(email);
  intake.clock.advance(48 * hour);
  const over = await page(`/confirm/${token}`, 'POST');
  expect(over.html).toContain('This link does not work any more');
  for (const other of [randomUUID(), 'nonsense', "'--", '%00']) {
    expect(await page(`/confirm/${other}`, 'POST')).toEqual(over);
    expect((await page(`/confirm/${other}`)).html).toBe((await page(`/confirm/${token}`)).html);
  }
  expect(await actsOf(email)).toEqual([]);
  const [run] = await runsOf(email);
  expect((await deliver(run!)).outcome).toEqual({ outcome: 'withheld', reason: 'confirmation_over' });
});

test('a stranger’s mailbox is not flooded: three an hour, six a day, whoever asks at once', async () => {
  const email = newEmail();
  const fates = await Promise.all(Array.from({ length: 12 }, async () => subscribes(email)));
  expect(fates.filter((fate) => fate === 'applied')).toHaveLength(3);
  expect(new Set(fates)).toEqual(new Set(['applied', 'ignored confirmations_spent']));
  expect(await asked(email)).toHaveLength(3);
  let applied = 3;
  for (let minutes = 61; minutes < 23 * 60; minutes += 40) {
    intake.clock.set(noon + minutes * minute);
    if ((await subscribes(email)) === 'applied') applied += 1;
  }
  expect(applied).toBe(6);
  expect(await actsOf(email)).toEqual([]);
});

test('sign-ups from one network are counted together, whatever addresses they give', async () => {
  await plantPolicy(intake.db, store, { doubleOptIn: { ...on, perNetworkHour: 5 } });
  const fates = await Promise.all(
    Array.from({ length: 12 }, async (_, n) => subscribes(newEmail(), { ip: `203.0.113.${n}` })),
  );
  expect(fates.filter((fate) => fate === 'applied')).toHaveLength(5);
  expect(await subscribes(newEmail(), { ip: '203.0.112.9' })).toBe('applied');
  expect(await subscribes(newEmail())).toBe('applied');
  const v6 = await Promise.all(
    Array.from({ length: 8 }, async (_, n) => subscribes(newEmail(), { ip: `2001:db8:77:${n}::1` })),
  );
  expect(v6.filter((fate) => fate === 'applied')).toHaveLength(5);
  intake.clock.advance(hour + 1);
  expect(await subscribes(newEmail(), { ip: '203.0.113.1' })).toBe('applied');
  const kept = JSON.stringify(await intake.db.select().from(confirmations));
  expect(kept).not.toContain('203.0.113');
});

test('a consent that is told as pending is asked about in every store; by SMS it cannot be', async () => {
  await plantPolicy(intake.db, store, { doubleOptIn: defaultDoubleOptIn });
  const email = newEmail();
  const pending = {
    channel: 'email',
    purpose: 'marketing',
    list: 'offers',
    state: 'pending',
    source: 'checkout',
    proof,
  };
  await intake.post(told('customer.consent_changed', { email }, pending));
  expect(await actsOf(email)).toEqual([]);
  const [run] = await runsOf(email);
  expect((await deliver(run!)).outcome).toMatchObject({ outcome: 'accepted' });
  const [{ token } = { token: '' }] = await asked(email);
  await page(`/confirm/${token}`, 'POST');
  expect(await actsOf(email)).toMatchObject([{ list: 'offers', state: 'granted', source: 'checkout' }]);
  // Told again, it stands already.
  const again = await intake.post(told('customer.consent_changed', { email }, pending));
  expect(again.body.events).toMatchObject([{ fate: 'ignored', reason: 'outdated' }]);
  const refused = await intake.post(told('customer.consent_changed', { email }, { ...pending, channel: 'sms' }));
  expect(refused.status).toBe(422);
  expect(refused.body.error.fields).toMatchObject([{ field: 'data.state' }]);
});

test('an address is written to only once its owner confirmed it; until then messages go where they went', async () => {
  const [old, fresh] = [newEmail(), newEmail()];
  const id = randomUUID();
  await intake.post(told('customer.created', { id, email: old }, {}));
  intake.clock.advance(minute);
  const event = told('newsletter.subscribed', { id, email: fresh }, { source: 'newsletter form', proof });
  await intake.post(event);
  const seen = async () =>
    intake.db
      .select({ value: customerAliases.value, seenAt: customerAliases.seenAt })
      .from(customerAliases)
      .where(eq(customerAliases.customerId, await customerOf(old)));
  expect((await seen()).find(({ value }) => value === fresh)!.seenAt).toBeNull();
  const [run] = await runsOf(fresh);
  expect((await deliver(run!)).message!.to).toBe(fresh);
  const [{ token } = { token: '' }] = await asked(fresh);
  intake.clock.advance(minute);
  await page(`/confirm/${token}`, 'POST');
  expect((await seen()).find(({ value }) => value === fresh)!.seenAt).toEqual(new Date(noon + 2 * minute));
});

test('who had left and signs up again is back by confirming, not by the form alone', async () => {
  const email = newEmail();
  await subscribes(email);
  const [first] = await asked(email);
  await page(`/confirm/${first!.token}`, 'POST');
  // The first run has ended.
  await intake.db
    .update(runs)
    .set({ state: 'closed', outcome: 'completed', closedAt: new Date(noon) })
    .where(eq(runs.customerId, await customerOf(email)));
  await intake.db.insert(suppressions).values({
    storeId: store,
    channel: 'email',
    address: email,
    reason: 'unsubscribed',
    purpose: 'marketing',
    at: new Date(noon),
  });
  intake.clock.advance(hour);
  expect(await subscribes(email)).toBe('applied');
  const held = async () =>
    (await intake.db.select().from(suppressions).where(eq(suppressions.address, email))).filter(
      ({ at, liftedAt }) => liftedAt === null || at >= liftedAt,
    );
  expect(await held()).toHaveLength(1);
  const second = (await asked(email)).at(-1)!;
  await page(`/confirm/${second.token}`, 'POST');
  expect(await held()).toEqual([]);
  expect(await runsOf(email)).toHaveLength(2);
});

test('an address that complained is not even asked', async () => {
  const email = newEmail();
  await subscribes(email);
  await intake.db.insert(suppressions).values({
    storeId: store,
    channel: 'email',
    address: email,
    reason: 'complained',
    purpose: 'marketing',
    at: new Date(noon),
  });
  const [run] = await runsOf(email);
  expect((await deliver(run!)).outcome).toEqual({ outcome: 'withheld', reason: 'suppressed' });
});

test('R2 R53 who is welcomed is so once they confirmed, by the way in which they signed up', async () => {
  await replaceMode(intake.db, {
    store,
    journey: 'welcome',
    mode: 'on',
    at: new Date(noon),
    by: 'command:test',
    why: 'test',
  });
  const email = newEmail();
  await subscribes(email, { via: 'guide' });
  const welcomes = async () =>
    intake.db
      .select({ event: runs.event, touchedAt: runs.touchedAt })
      .from(runs)
      .where(and(eq(runs.customerId, await customerOf(email)), eq(runs.journey, 'welcome')));
  expect(await welcomes()).toEqual([]);

  intake.clock.advance(hour);
  const [{ token } = { token: '' }] = await asked(email);
  await page(`/confirm/${token}`, 'POST');
  await page(`/confirm/${token}`, 'POST');
  expect(await welcomes()).toEqual([{ event: { via: 'guide' }, touchedAt: new Date(noon + hour) }]);
});
