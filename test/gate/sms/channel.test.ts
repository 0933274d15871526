/** Which channel has the message, told by what Twilio and Resend received. */
import { randomUUID } from 'node:crypto';
import { assert, asyncProperty, constantFrom, array } from 'fast-check';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Provider } from '../../../activities/providers/provider.ts';
import { render } from '../../../activities/templates/index.ts';
import { planOf } from '../../../api/dispatcher/plan-of.ts';
import { orderId } from '../../../db/ids.ts';
import { readSmsDay } from '../../../db/pages/sms-costs.ts';
import { insertOutbox, readDue } from '../../../db/road/outbox.ts';
import { consents, customers, lastContacts, messages, orders, outbox, suppressions } from '../../../db/schema/index.ts';
import { type DeliverInput, idempotencyKey } from '../../../domain/delivery.ts';
import type { Channel } from '../../../domain/journey.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { defaultWhatsapp, type WhatsappValue } from '../../../domain/policy/whatsapp.ts';
import { leadsToNextChannel } from '../../../domain/sms/next-channel.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import type { TwilioFault } from '../../fake-twilio/fake-twilio.ts';
import { anyHour, noPressure, plantPolicy } from '../../stack/policy.ts';
import { type Attempt, useGate } from '../use-gate.ts';
import { buy, createGate, hour, minute, type Person, store } from '../world.ts';
import { useTwilio } from './use-twilio.ts';

const gate = useGate();
const twilio = useTwilio();
const day = 24 * hour;

/** Twilio's record is in real time, and the gate compares with it. */
let start = 0;
beforeEach(async () => {
  start = Date.now();
  gate.clock.set(start);
  await plantPolicy(gate.db, store, { ...anyHour, ...noPressure, sms: defaultPolicy.sms });
});

interface Who {
  /** Lamps of 25 euros. */
  readonly lamps?: number;
  readonly agreedTo?: readonly Channel[];
  /** What they bought 200 days ago, in cents. */
  readonly bought?: number;
  /** Days since they last clicked. */
  readonly clicked?: number;
  readonly input?: Partial<DeliverInput>;
}

const someone = async ({ lamps = 8, agreedTo = ['email', 'sms'], bought, clicked, input }: Who): Promise<Person> => {
  const person = await gate.person({
    sms: true,
    consent: false,
    quantity: lamps,
    touchedAt: start - hour,
    input: { dueAt: toInstant(start), expiresAt: toInstant(start + 12 * hour), ...input },
  });
  const own = { storeId: store, customerId: person.customer };
  const act = { ...own, purpose: 'marketing', state: 'granted', source: 'checkout', proof: {} } as const;
  for (const channel of agreedTo) await gate.db.insert(consents).values({ ...act, channel, at: new Date(start - day) });
  if (bought !== undefined) {
    const name = randomUUID();
    await gate.db.insert(orders).values({
      ...own,
      id: orderId(store, name),
      externalId: name,
      state: 'delivered',
      total: bought,
      currency: 'EUR',
      placedAt: new Date(start - 200 * day),
      updatedAt: new Date(start - 200 * day),
      lines: [],
    });
  }
  if (clicked !== undefined) {
    await gate.db.insert(lastContacts).values({ ...own, kind: 'click', at: new Date(start - clicked * day) });
  }
  return person;
};

/** The step by one channel, asked for until it has an outcome, as Temporal does. */
const settle = async (person: Person, changes: Partial<DeliverInput>, sms: Provider | undefined): Promise<Attempt> => {
  for (let at = start; ; at += minute) {
    gate.clock.set(at);
    const answer = await gate.attempt(person, {
      input: changes,
      render,
      ...(changes.channel === 'sms' && { providers: sms ? { sms } : {} }),
      ...(changes.channel === 'whatsapp' && { providers: { whatsapp: twilio.whatsapp() } }),
    });
    if (!('again' in answer) || at > start + 10 * minute) return answer;
  }
};

/** `j.send` on these channels: each outcome, until one does. */
const sent = async (person: Person, channels: readonly Channel[], sms: Provider | undefined = twilio.provider()) => {
  const outcomes = [];
  for (const [index, channel] of channels.entries()) {
    const next = channels[index + 1];
    const answer = await settle(person, { channel, ...(next && { next }) }, sms);
    if ('again' in answer) throw new Error(`no outcome: ${answer.again}`);
    outcomes.push(`${channel} ${String('reason' in answer ? answer.reason : answer.outcome)}`);
    const { outcome } = answer;
    const ended = { ...answer, outcome: outcome === 'accepted' || outcome === 'later' ? 'sent' : outcome } as const;
    if (!leadsToNextChannel(ended)) break;
  }
  return outcomes;
};

/** What the providers received for the person. */
const received = (person: Person) => ({
  sms: twilio.accepted(person.phone).length,
  email: gate.fake.acceptances().filter(({ key }) => key === idempotencyKey({ ...person.input, channel: 'email' }))
    .length,
});

const whatsappFirst = ['whatsapp', 'sms', 'email'] as const;
const smsFirst = ['sms', 'email'] as const;
const emailFirst = ['email', 'sms'] as const;
const winBack = { rank: 'win-back' } as const;

describe('R22 R64 R198 R199 the channel of a message', () => {
  const both = { bought: 60_000, clicked: 120, input: winBack };
  test.each<readonly [string, Who, readonly Channel[], readonly string[]]>([
    ['R22 a cart of high value: by text message', {}, smsFirst, ['sms accepted']],
    ['R22 a cart of less: by e-mail', { lamps: 5 }, smsFirst, ['sms not_worth_sms', 'email accepted']],
    [
      'R194 no consent to text messages: by e-mail',
      { agreedTo: ['email'] },
      smsFirst,
      ['sms no_consent', 'email accepted'],
    ],
    [
      'R213 consent to text messages alone: by text message',
      { agreedTo: ['sms'] },
      emailFirst,
      ['email no_consent', 'sms accepted'],
    ],
    ['R199 e-mail first, and they may be reached by it', {}, emailFirst, ['email accepted']],
    [
      'R199 e-mail alone, and not worth a text message: not at all',
      { lamps: 1, agreedTo: ['sms'] },
      emailFirst,
      ['email no_consent', 'sms not_worth_sms'],
    ],
    ['R64 valuable and silent: by text message', both, smsFirst, ['sms accepted']],
    [
      'R64 valuable, and they answer: by e-mail',
      { ...both, clicked: 30 },
      smsFirst,
      ['sms not_worth_sms', 'email accepted'],
    ],
    [
      'R64 silent, and of less value: by e-mail',
      { ...both, bought: 9_000 },
      smsFirst,
      ['sms not_worth_sms', 'email accepted'],
    ],
    [
      'R64 valuable and silent, without consent: by e-mail',
      { ...both, agreedTo: ['email'] },
      smsFirst,
      ['sms no_consent', 'email accepted'],
    ],
  ])('%s', async (_title, who, channels, outcomes) => {
    const person = await someone(who);
    expect(await sent(person, channels)).toEqual(outcomes);
    const accepted = outcomes.filter((one) => one.endsWith('accepted')).map((one) => one.split(' ')[0]);
    expect(received(person)).toEqual({
      sms: accepted.includes('sms') ? 1 : 0,
      email: accepted.includes('email') ? 1 : 0,
    });
  });
});

const content = `HX${'3'.repeat(32)}`;
const approvedText = '{{1}}, your cart is still here: {{2}} Reply STOP to end these.';

/** The shop has one message approved for WhatsApp, in English. */
const approve = async (values: readonly WhatsappValue[] = ['firstName', 'link']) => {
  twilio.fake.approve(content, approvedText);
  const templates = [{ template: 'cart/reminder', locale: 'en', content, text: approvedText, values }] as const;
  await plantPolicy(gate.db, store, { whatsapp: { ...defaultWhatsapp, templates } });
};
const all = ['email', 'sms', 'whatsapp'] as const;
const rowsOf = async ({ run }: Person) =>
  gate.db
    .select({ channel: messages.channel, state: messages.state, cost: messages.cost, segments: messages.segments })
    .from(messages)
    .where(eq(messages.runId, run))
    .orderBy(messages.channel);

/** Of the day's money for marketing. */
const spent = async () =>
  (await readSmsDay(gate.db, store, new Date(start))).find(({ purpose }) => purpose === 'marketing')?.spent ?? 0;

describe('R81 WhatsApp before the text message', () => {
  beforeEach(async () => approve());

  test('who agreed gets the approved words, filled for them, and nothing else; it costs one message', async () => {
    const person = await someone({ agreedTo: all });
    expect(await sent(person, whatsappFirst)).toEqual(['whatsapp accepted']);
    const [got, ...more] = twilio.accepted(`whatsapp:${person.phone}`);
    expect(more).toEqual([]);
    expect(got!.body).toMatch(/^Ada, your cart is still here: https?:\/\/\S+ Reply STOP to end these\.$/u);
    expect(got!.form).toMatchObject({ ContentSid: content, From: 'whatsapp:+33700000000' });
    expect(received(person)).toEqual({ sms: 0, email: 0 });
    expect(await rowsOf(person)).toEqual([{ channel: 'whatsapp', state: 'accepted', cost: 13, segments: null }]);
  });

  test.each<readonly [string, Who, () => Promise<void>, string]>([
    ['who agreed to text messages alone', { agreedTo: ['email', 'sms'] }, async () => {}, 'no_consent'],
    [
      'a message without approved words',
      { agreedTo: all },
      async () => plantPolicy(gate.db, store, { whatsapp: defaultWhatsapp }),
      'no_approved_template',
    ],
    ['a gap that nothing fills', { agreedTo: all }, async () => approve(['code', 'link']), 'missing_value'],
    [
      'who is not on WhatsApp',
      { agreedTo: all },
      async () => twilio.fake.fault({ kind: 'refuses', status: 400, code: 63_024 }, { times: 1 }),
      'refused',
    ],
  ])('%s: by text message', async (_title, who, given, reason) => {
    const person = await someone(who);
    await given();
    expect(await sent(person, whatsappFirst)).toEqual([`whatsapp ${reason}`, 'sms accepted']);
    expect(twilio.accepted(`whatsapp:${person.phone}`)).toEqual([]);
    expect(received(person)).toEqual({ sms: 1, email: 0 });
    const left = await gate.db.select().from(suppressions).where(eq(suppressions.address, person.phone));
    // Who is not there is not asked for again, and has text messages as before.
    expect(left.map(({ channel, reason: why }) => [channel, why])).toEqual(
      reason === 'refused' ? [['whatsapp', 'bounced']] : [],
    );
  });

  test('the day’s money is taken for what went, and given back for what WhatsApp refused', async () => {
    const [person, before] = [await someone({ agreedTo: all }), await spent()];
    twilio.fake.fault({ kind: 'refuses', status: 400, code: 63_024 }, { times: 1 });
    expect(await sent(person, whatsappFirst)).toEqual(['whatsapp refused', 'sms accepted']);
    const [text, refused] = await rowsOf(person);
    expect(refused).toMatchObject({ channel: 'whatsapp', state: 'failed', cost: 13 });
    expect(await spent()).toBe(before + text!.cost!);
    expect(await sent(await someone({ agreedTo: all }), whatsappFirst)).toEqual(['whatsapp accepted']);
    expect(await spent()).toBe(before + text!.cost! + 13);
  });

  test('a customer of another language than the approved words gets the text message', async () => {
    const person = await someone({ agreedTo: all });
    await gate.db.update(customers).set({ locale: 'fr' }).where(eq(customers.id, person.customer));
    expect(await sent(person, whatsappFirst)).toEqual(['whatsapp no_approved_template', 'sms accepted']);
  });

  test('an answer that is lost: what was accepted is found by its words, what was not is parked, and nobody gets both', async () => {
    for (const [kind, outcome] of [
      ['lost', 'accepted'],
      ['drop-before', 'unknown'],
    ] as const) {
      const person = await someone({ agreedTo: all });
      twilio.fake.fault({ kind }, { times: 1, match: (to) => to.endsWith(person.phone) });
      expect(await sent(person, whatsappFirst)).toEqual([`whatsapp ${outcome}`]);
      expect(twilio.accepted(`whatsapp:${person.phone}`)).toHaveLength(outcome === 'accepted' ? 1 : 0);
      expect(received(person)).toEqual({ sms: 0, email: 0 });
    }
  });
});

test('R81 runs learn that WhatsApp comes first when they are told of, and with each answer of the gate', async () => {
  const [person, before] = [await someone({}), await someone({})];
  const plans = async ({ run, customer, input }: Person) => {
    const told = { storeId: store, customerId: customer, runId: run, signal: null, notBefore: new Date(start) };
    await insertOutbox(gate.db, [{ ...told, kind: 'start' }]);
    const [row] = await gate.db.select({ id: outbox.id }).from(outbox).where(eq(outbox.runId, run));
    const [due] = await readDue(gate.db, [row!.id], new Date(start));
    const activities = createGate({ db: gate.db, clock: gate.clock, email: twilio.provider(), render });
    const { plan } = await activities.deliver({ ...input, channel: 'email' });
    return [planOf(due!, undefined).whatsappFirst, plan.whatsappFirst];
  };
  expect(await plans(before)).toEqual([undefined, undefined]);
  await plantPolicy(gate.db, store, { whatsapp: { ...defaultWhatsapp, first: true } });
  expect(await plans(person)).toEqual([true, true]);
});

test('R201 where text messages have no provider the journey goes on by e-mail', async () => {
  const person = await someone({});
  const outcomes = [];
  for (const channel of smsFirst) {
    const answer = await settle(person, { channel }, undefined);
    outcomes.push('reason' in answer ? answer.reason : 'outcome' in answer && answer.outcome);
  }
  expect(outcomes).toEqual(['misconfigured', 'accepted']);
  expect(leadsToNextChannel({ outcome: 'failed', reason: 'misconfigured' })).toBe(true);
});

test('R201 an account that Twilio refuses does not keep messages from going by e-mail', async () => {
  const [first, second] = [await someone({}), await someone({})];
  twilio.fake.fault({ kind: 'refuses', status: 401, code: 20003 });
  expect(await sent(first, smsFirst)).toEqual(['sms misconfigured', 'email accepted']);
  // The second finds the account paused already.
  expect(await sent(second, smsFirst)).toEqual(['sms misconfigured', 'email accepted']);
  expect([received(first), received(second)]).toEqual([
    { sms: 0, email: 1 },
    { sms: 0, email: 1 },
  ]);
  // Without another channel it waits for the account.
  expect(await gate.attempt(await someone({}), { providers: { sms: twilio.provider() }, render })).toMatchObject({
    again: 'later',
  });
});

test('R200 an order that is finished meanwhile ends the text message, and no e-mail goes in its place', async () => {
  const person = await someone({});
  await buy(gate.db, person, start);
  expect(await sent(person, smsFirst)).toEqual(['sms bought']);
  expect(received(person)).toEqual({ sms: 0, email: 0 });
});

test('R200 bought while nobody knows whether the text message went: it is parked, and nothing else goes', async () => {
  const person = await someone({});
  twilio.fake.fault({ kind: 'drop-before' }, { times: 1, match: (to) => to === person.phone });
  expect(await gate.attempt(person, { providers: { sms: twilio.provider() }, render })).toMatchObject({
    again: 'uncertain',
  });
  await buy(gate.db, person, start);
  expect(await sent(person, smsFirst)).toEqual(['sms unknown']);
  expect(received(person)).toEqual({ sms: 0, email: 0 });
});

test('R193 R55 on a Sunday a text message waits for Monday at eight, whatever it is worth', async () => {
  await plantPolicy(gate.db, store, { quietHours: defaultPolicy.quietHours });
  const sunday = Date.UTC(2026, 5, 14, 13);
  gate.clock.set(sunday);
  const input = { dueAt: toInstant(sunday), expiresAt: toInstant(sunday + day) };
  const person = await gate.person({ sms: true, quantity: 8, touchedAt: sunday - hour, input });
  expect(await gate.attempt(person, { providers: { sms: twilio.provider() }, render })).toMatchObject({
    again: 'later',
  });
  const row = (await gate.row(person))!;
  expect(row).toMatchObject({ state: 'planned', reason: 'quiet_hours' });
  const monday = Date.UTC(2026, 5, 15, 6);
  expect(row.notBefore!.getTime()).toBeGreaterThanOrEqual(monday);
  expect(row.notBefore!.getTime()).toBeLessThan(monday + hour);
});

test('R81 whatever becomes of each message, nobody gets two: what may have gone is parked', async () => {
  await approve();
  const kinds = ['lost', 'truncated', 'error-after', 'drop-before', 'hang-before', 'refuses'] as const;
  const faultOf = (kind: (typeof kinds)[number]): TwilioFault =>
    kind === 'refuses' ? { kind, status: 400, code: 21614 } : { kind };
  await assert(
    asyncProperty(array(constantFrom(...kinds), { maxLength: 3 }), async (faults) => {
      const person = await someone({ agreedTo: all });
      for (const kind of faults)
        twilio.fake.fault(faultOf(kind), { times: 1, match: (to) => to.endsWith(person.phone) });
      const outcomes = await sent(person, whatsappFirst, twilio.provider(100));
      const { sms, email } = received(person);
      const got = sms + email + twilio.accepted(`whatsapp:${person.phone}`).length;
      expect(got).toBeLessThanOrEqual(1);
      expect(got === 1 || outcomes.at(-1)!.endsWith(' unknown')).toBe(true);
      twilio.fake.heal();
    }),
    { numRuns: 15 },
  );
});
