import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import type { Provider, ProviderAnswer } from '../../../activities/providers/provider.ts';
import { recordUnknown } from '../../../db/ledger/ledger.ts';
import { settleStale } from '../../../db/ledger/settle-stale.ts';
import { recordDelivery, resolveUnknown } from '../../../db/ledger/told-later.ts';
import { replaceMode } from '../../../db/switches/modes.ts';
import { customerAliases, offerCodeMessages, offerCodes, orders, sendingModes } from '../../../db/schema/index.ts';
import type { OrderId } from '../../../domain/ids.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { useGate } from '../use-gate.ts';
import { buy, hour, keyed, minute, noon, type Person, setOffers, store } from '../world.ts';
import { codeRow, fillPool, offerStep, poolTen, states, withOffer } from './pool.ts';

const gate = useGate();

beforeEach(async () => {
  await gate.db.delete(offerCodeMessages);
  await gate.db.delete(offerCodes);
  await gate.db.delete(sendingModes);
  await setOffers(gate.db, { cartTen: poolTen });
});

const scripted = (...answers: ProviderAnswer[]) => {
  const bodies: string[] = [];
  const provider: Provider = {
    ...keyed,
    send: async ({ message }) => {
      bodies.push(message.text);
      return answers.shift() ?? { answer: 'accepted', id: `accepted-${Math.random()}` };
    },
  };
  return { provider, bodies };
};
const refused: ProviderAnswer = { answer: 'refused', detail: '429' };
const uncertain: ProviderAnswer = { answer: 'uncertain', detail: 'lost' };
const never: ProviderAnswer = { answer: 'never', reason: 'refused', detail: '422' };

const about = async (
  name: string,
): Promise<{ ada: Person; attempt: (email: Provider) => Promise<unknown>; code: () => Promise<string> }> => {
  await fillPool(gate.db, 1, name);
  const ada = await gate.person({ input: offerStep });
  return {
    ada,
    attempt: async (email) => gate.attempt(ada, { email, input: withOffer(ada.cart) }),
    code: async () => (await codeRow(gate.db, `${name}-0000`)).state,
  };
};

/** Due at `at` and of use for an hour. */
const timed = (at: number) => ({ dueAt: toInstant(at), expiresAt: toInstant(at + hour) });

test('accepted: the code is given, on the terms that the message shows', async () => {
  const { ada, attempt, code } = await about('GIVEN');
  const { provider, bodies } = scripted();
  expect(await attempt(provider)).toMatchObject({ outcome: 'accepted' });
  expect(await code()).toBe('given');
  const row = await codeRow(gate.db, 'GIVEN-0000');
  expect(row).toMatchObject({ customerId: ada.customer, terms: { gives: { kind: 'percent', percent: 10 } } });
  expect(JSON.parse(bodies[0]!)).toMatchObject({
    offer: { code: 'GIVEN-0000', validUntil: row.expiresAt!.toISOString(), gives: { kind: 'percent', percent: 10 } },
  });
});

test('refused for sure: the code is free at once, and the same step gets it again', async () => {
  const { attempt, code } = await about('REFUSED');
  const { provider, bodies } = scripted(refused);
  await attempt(provider);
  expect(await code()).toBe('free');
  expect(await codeRow(gate.db, 'REFUSED-0000')).toMatchObject({ customerId: null, terms: null, expiresAt: null });
  expect(await attempt(provider)).toMatchObject({ outcome: 'accepted' });
  expect(bodies.every((body) => body.includes('REFUSED-0000'))).toBe(true);
  expect(await code()).toBe('given');
});

test('refused for sure, then bought: the step is withheld and the code is free', async () => {
  const { ada, attempt, code } = await about('BOUGHT');
  await attempt(scripted(refused).provider);
  await buy(gate.db, ada);
  expect(await attempt(scripted().provider)).toEqual({ outcome: 'withheld', reason: 'bought' });
  expect(await code()).toBe('free');
});

test('never accepted: the step fails and the code is free', async () => {
  const { attempt, code } = await about('NEVER');
  expect(await attempt(scripted(never).provider)).toMatchObject({ outcome: 'failed' });
  expect(await code()).toBe('free');
});

test('of unknown fate: the code is its customer’s alone, until somebody knows better', async () => {
  const { ada, attempt, code } = await about('UNKNOWN');
  await attempt(scripted(uncertain).provider);
  expect(await code()).toBe('reserved');
  await recordUnknown(gate.db, (await gate.row(ada))!, 'nobody knows');
  expect(await code()).toBe('kept');
  const bob = await gate.person({ input: offerStep });
  const { provider, bodies } = scripted();
  await gate.attempt(bob, { email: provider, input: withOffer(bob.cart) });
  expect(bodies[0]).not.toContain('UNKNOWN-0000');
  await resolveUnknown(gate.db, (await gate.row(ada))!.id, 'failed', { at: new Date(noon) });
  expect(await code()).toBe('free');
});

test('of unknown fate, found by the provider’s own word: given', async () => {
  const { ada, attempt, code } = await about('FOUND');
  await attempt(scripted(uncertain).provider);
  await recordUnknown(gate.db, (await gate.row(ada))!, 'nobody knows');
  await resolveUnknown(gate.db, (await gate.row(ada))!.id, 'accepted', { at: new Date(noon), providerId: 'found' });
  expect(await code()).toBe('given');
});

test('said to be refused, and delivered all the same: the code is taken back, and nobody else gets it', async () => {
  const { ada, attempt, code } = await about('LATE');
  await attempt(scripted(refused).provider);
  expect(await code()).toBe('free');
  await recordDelivery(gate.db, (await gate.row(ada))!.id, {
    state: 'delivered',
    providerId: 'late',
    at: new Date(noon),
  });
  expect(await code()).toBe('given');
  expect(await codeRow(gate.db, 'LATE-0000')).toMatchObject({ customerId: ada.customer });
});

test('a claim that is left behind becomes unknown, and its code its customer’s alone', async () => {
  const { attempt, code } = await about('STALE');
  await attempt(scripted(uncertain).provider);
  await settleStale(gate.db, new Date(noon + 24 * hour));
  expect(await code()).toBe('kept');
});

test('a lease that nobody claimed is over after two minutes: somebody else gets the code', async () => {
  const { ada, code } = await about('LEASED');
  // The worker died while it rendered.
  void gate.attempt(ada, { input: withOffer(ada.cart), render: async () => new Promise(() => {}) });
  await expect.poll(code).toBe('leased');
  const bob = await gate.person({ input: offerStep });
  const { provider, bodies } = scripted();
  const attempt = async () => gate.attempt(bob, { email: provider, input: withOffer(bob.cart) });
  await setOffers(gate.db, { cartTen: { ...poolTen, whenEmpty: 'withhold' } });
  expect(await attempt()).toEqual({ outcome: 'withheld', reason: 'no_code' });
  gate.clock.set(noon + 3 * minute);
  const eve = await gate.person({ input: offerStep });
  expect(await gate.attempt(eve, { email: provider, input: withOffer(eve.cart) })).toMatchObject({
    outcome: 'accepted',
  });
  expect(bodies[0]).toContain('LEASED-0000');
});

test('an empty pool is answered as the offer says: without, withheld, or by another offer', async () => {
  const outcomes: unknown[] = [];
  for (const whenEmpty of ['without', 'withhold', { offer: 'fallback' }] as const) {
    const fallback = { ...poolTen, codes: { from: 'fixed', code: 'EVERYBODY' } as const };
    await setOffers(gate.db, { cartTen: { ...poolTen, whenEmpty }, fallback });
    const ada = await gate.person({ input: offerStep });
    const { provider, bodies } = scripted();
    const outcome = await gate.attempt(ada, { email: provider, input: withOffer(ada.cart) });
    const { offer } = JSON.parse(bodies[0] ?? '{}') as { offer?: { code: string } };
    outcomes.push([(outcome as { outcome: string }).outcome, offer?.code]);
  }
  expect(outcomes).toEqual([
    ['accepted', undefined],
    ['withheld', undefined],
    ['accepted', 'EVERYBODY'],
  ]);
});

test('R220 a second message about the same offer shows the same code, and uses none', async () => {
  await fillPool(gate.db, 2, 'AGAIN');
  const ada = await gate.person({ input: offerStep });
  const { provider, bodies } = scripted();
  for (const [step, at] of [
    ['cart/offer#1', noon],
    ['cart/offer#2', noon + 48 * hour],
  ] as const) {
    gate.clock.set(at);
    const outcome = await gate.attempt(ada, { email: provider, input: { ...withOffer(ada.cart), ...timed(at), step } });
    expect(outcome).toMatchObject({ outcome: 'accepted' });
  }
  const shown = bodies.map((body) => (JSON.parse(body) as { offer: { code: string } }).offer.code);
  expect(shown.length).toBe(2);
  expect(new Set(shown).size).toBe(1);
  expect(await states(gate.db, 'AGAIN')).toEqual({ given: 1, free: 1 });
});

test('R220 a code that two messages carry is free only when neither can have reached anybody', async () => {
  await fillPool(gate.db, 1, 'SHARED');
  const ada = await gate.person({ input: offerStep });
  const attempt = async (step: string, answer: ProviderAnswer) =>
    gate.attempt(ada, { email: scripted(answer).provider, input: { ...withOffer(ada.cart), step } });
  await attempt('cart/offer#1', uncertain);
  await attempt('cart/offer#2', never);
  expect((await codeRow(gate.db, 'SHARED-0000')).state).toBe('reserved');
  await attempt('cart/offer#1', never);
  expect((await codeRow(gate.db, 'SHARED-0000')).state).toBe('kept');
  await resolveUnknown(gate.db, (await gate.row(ada))!.id, 'failed', { at: new Date(noon) });
  expect((await codeRow(gate.db, 'SHARED-0000')).state).toBe('free');
});

test('R151 R275 offers that change in flight: what was given keeps its terms, what is new has the new ones', async () => {
  await fillPool(gate.db, 2, 'TERMS');
  const ada = await gate.person({ input: offerStep });
  const bob = await gate.person({ input: offerStep });
  const { provider, bodies } = scripted(uncertain);
  const attempt = async (person: Person) => gate.attempt(person, { email: provider, input: withOffer(person.cart) });
  await attempt(ada);
  const before = await gate.db.select().from(offerCodes).where(eq(offerCodes.customerId, ada.customer));
  await setOffers(gate.db, { cartTen: { ...poolTen, gives: { kind: 'percent', percent: 15 } } });
  await attempt(ada);
  await attempt(bob);
  const percents = bodies.map(
    (body) => (JSON.parse(body) as { offer: { gives: { percent: number } } }).offer.gives.percent,
  );
  expect(percents).toEqual([10, 10, 15]);
  const after = await gate.db.select().from(offerCodes).where(eq(offerCodes.customerId, ada.customer));
  expect(after[0]).toMatchObject({ state: 'given', terms: before[0]!.terms, expiresAt: before[0]!.expiresAt });
});

test('R275 offers that change between preparing and deciding are read again', async () => {
  await fillPool(gate.db, 1, 'READ');
  const ada = await gate.person({ input: offerStep });
  const { provider, bodies } = scripted();
  let renders = 0;
  const render = async (_template: string, _locale: string, view: object) => {
    renders += 1;
    if (renders === 1) await setOffers(gate.db, { cartTen: { ...poolTen, gives: { kind: 'free-delivery' } } });
    return { subject: 'offer', html: '<p></p>', text: JSON.stringify(view) };
  };
  await gate.attempt(ada, { email: provider, input: withOffer(ada.cart), render });
  expect(JSON.parse(bodies[0]!)).toMatchObject({ offer: { code: 'READ-0000', gives: { kind: 'free-delivery' } } });
  expect(renders).toBe(2);
});

test('R32 R273 a recent buyer’s message goes out without the offer, and with it once the pause is over', async () => {
  await fillPool(gate.db, 1, 'PAUSE');
  const ada = await gate.person({ input: { ...offerStep, rank: 'post-purchase' } });
  await gate.db.insert(orders).values({
    id: randomUUID() as OrderId,
    storeId: store,
    externalId: `of ${ada.customer}`,
    customerId: ada.customer,
    state: 'placed',
    lines: [],
    total: 1_000,
    currency: 'EUR',
    placedAt: new Date(noon - 24 * hour),
    updatedAt: new Date(noon - 24 * hour),
  });
  const shown: boolean[] = [];
  for (const [step, at] of [
    ['cart/offer#1', noon],
    ['cart/offer#2', noon + 47 * hour],
    ['cart/offer#3', noon + 96 * hour],
  ] as const) {
    gate.clock.set(at);
    const { provider, bodies } = scripted();
    const outcome = await gate.attempt(ada, { email: provider, input: { ...withOffer(ada.cart), ...timed(at), step } });
    expect(outcome).toMatchObject({ outcome: 'accepted' });
    shown.push(bodies[0]!.includes('PAUSE-0000'));
  }
  expect(shown).toEqual([false, false, true]);
});

test('in shadow, what would go out is made with a sample: no code is taken', async () => {
  await fillPool(gate.db, 1, 'SHADOW');
  const ada = await gate.person({ input: offerStep });
  const mode = {
    store,
    journey: 'cartAbandonment',
    mode: 'shadow',
    at: new Date(noon),
    by: 'command:test',
    why: 'test',
  } as const;
  await replaceMode(gate.db, mode);
  const attempt = async (email: Provider) => gate.attempt(ada, { email, input: withOffer(ada.cart) });
  expect(await attempt(scripted().provider)).toEqual({ outcome: 'withheld', reason: 'shadow' });
  const row = (await gate.row(ada))!;
  expect(JSON.parse(row.frozen!.text)).toMatchObject({ offer: { code: 'SAMPLE', gives: { percent: 10 } } });
  expect(await states(gate.db, 'SHADOW')).toEqual({ free: 1 });
});

test('R220 by e-mail and by SMS the customer sees the same offer, with the same code and end', async () => {
  await fillPool(gate.db, 2, 'BOTH');
  const ada = await gate.person({ input: offerStep });
  await gate.db
    .insert(customerAliases)
    .values({ storeId: store, kind: 'phone', value: '+33612345678', customerId: ada.customer });
  const shown: unknown[] = [];
  for (const channel of ['email', 'sms'] as const) {
    const { provider, bodies } = scripted();
    const input = { ...withOffer(ada.cart), channel, purpose: 'transactional' } as const;
    const outcome = await gate.attempt(ada, { providers: { email: provider, sms: provider }, input });
    expect([channel, outcome]).toMatchObject([channel, { outcome: 'accepted' }]);
    shown.push((JSON.parse(bodies[0]!) as { offer: unknown }).offer);
  }
  expect(shown[1]).toEqual(shown[0]);
  expect(await states(gate.db, 'BOTH')).toEqual({ given: 1, free: 1 });
});
