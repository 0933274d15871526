import { createHash } from 'node:crypto';
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { v7 } from 'uuid';
import {
  consents,
  customers,
  lastContacts,
  orders,
  policyVersions,
  products,
  suppressions,
} from '../../../db/schema/index.ts';
import type { OrderId } from '../../../domain/ids.ts';
import { type ConsentPolicy, defaultConsent } from '../../../domain/policy/consent.ts';
import { durationMillis } from '../../../domain/time/duration.ts';
import { useGate } from '../use-gate.ts';
import { consentOf, hour, noon, type Person, store } from '../world.ts';

const gate = useGate();
const year = durationMillis('1 year');

beforeAll(async () => void (await gate.db.update(products).set({ category: 'lamps' })));

const outcome = async (person: Person, input: Partial<Person['input']> = {}) => {
  const result = await gate.attempt(person, { input });
  return 'outcome' in result ? ('reason' in result ? result.reason : result.outcome) : result.again;
};
const act = async (person: Person, state: 'granted' | 'withdrawn', list: string, at: number) =>
  gate.db.insert(consents).values({
    storeId: store,
    customerId: person.customer,
    channel: 'email',
    purpose: 'marketing',
    list,
    state,
    at: new Date(at),
    source: 'preference centre',
    proof: {},
  });
const policy = async (changes: Partial<ConsentPolicy>) =>
  gate.db.insert(policyVersions).values({
    id: v7(),
    storeId: store,
    section: 'consent',
    version: 1,
    body: { ...defaultConsent, ...changes },
    effectiveAt: new Date(noon - hour),
    savedBy: 'command:test',
    savedAt: new Date(noon - hour),
  });
/** An order that collected the person's address with the notice, years or hours ago. */
const sell = async (
  person: Person,
  more: {
    readonly address?: string;
    readonly state?: 'placed' | 'cancelled';
    readonly notice?: boolean;
    readonly at?: number;
  } = {},
) => {
  const [lamp] = await gate.db.select().from(products);
  const id = randomUUID() as OrderId;
  const addressHash = createHash('sha256')
    .update(more.address ?? person.email)
    .digest('hex');
  await gate.db.insert(orders).values({
    id,
    storeId: store,
    externalId: id,
    customerId: person.customer,
    state: more.state ?? 'placed',
    lines: [{ productId: lamp!.id, quantity: 1, unitPrice: 2_500 }],
    total: 2_500,
    currency: 'EUR',
    ...(more.notice !== false && { marketingNotice: { email: { state: 'given', addressHash } } }),
    placedAt: new Date(more.at ?? noon - 200 * hour),
    updatedAt: new Date(more.at ?? noon - 200 * hour),
  });
};

test('R194 consent that is withdrawn between scheduling and send: nothing is sent', async () => {
  const ada = await gate.person({ input: { dueAt: new Date(noon + hour).toISOString() } });
  expect(await gate.attempt(ada)).toMatchObject({ again: 'later' });
  await consentOf(gate.db, ada.customer, 'withdrawn', noon + hour / 2);
  gate.clock.set(noon + hour);
  expect(await outcome(ada)).toBe('no_consent');
  expect(gate.accepted(ada)).toEqual([]);
});

test('R27 an order confirmation is sent to who withdrew and unsubscribed', async () => {
  const ada = await gate.person();
  await consentOf(gate.db, ada.customer, 'withdrawn', noon);
  await gate.db.insert(suppressions).values({
    storeId: store,
    channel: 'email',
    address: ada.email,
    reason: 'unsubscribed',
    purpose: 'marketing',
    at: new Date(noon),
  });
  expect(await outcome(ada, { purpose: 'transactional', rank: 'transactional' })).toBe('accepted');
});

test('who leaves one list gets no more of it, and the rest of marketing goes on', async () => {
  const [ada, bob, eve] = [await gate.person(), await gate.person(), await gate.person({ consent: false })];
  await act(ada, 'withdrawn', 'reminders', noon);
  expect(await outcome(ada)).toBe('no_consent');
  await act(bob, 'withdrawn', 'newsletter', noon);
  expect(await outcome(bob)).toBe('accepted');
  await act(eve, 'granted', 'reminders', noon - hour);
  expect(await outcome(eve)).toBe('accepted');

  const left = async (person: Person, list: string) =>
    gate.db.insert(suppressions).values({
      storeId: store,
      channel: 'email',
      address: person.email,
      reason: 'unsubscribed',
      purpose: 'marketing',
      list,
      at: new Date(noon),
    });
  const [dan, fay] = [await gate.person(), await gate.person()];
  await left(dan, 'reminders');
  expect(await outcome(dan)).toBe('suppressed');
  await left(fay, 'newsletter');
  expect(await outcome(fay)).toBe('accepted');
});

/** What becomes of a message to somebody who never agreed. */
const ask = async (prepare: (person: Person) => Promise<unknown>) => {
  const person = await gate.person({ consent: false });
  await prepare(person);
  return outcome(person);
};

test('without consent only a sale that collected this very address with the notice allows similar products', async () => {
  expect(await ask(async (person) => sell(person))).toBe('accepted');
  expect(await ask(async () => {})).toBe('no_consent');
  expect(await ask(async (person) => sell(person, { notice: false }))).toBe('no_consent');
  expect(await ask(async (person) => sell(person, { state: 'cancelled' }))).toBe('no_consent');
  expect(await ask(async (person) => sell(person, { address: 'gift@shop.example' }))).toBe('no_consent');
  expect(
    await ask(async (person) => {
      await sell(person);
      await consentOf(gate.db, person.customer, 'withdrawn', noon - 300 * hour);
    }),
  ).toBe('no_consent');
});

test('R210 R211 marketing ends three years after the last contact by the person; a click begins them anew', async () => {
  const known = async (at: number) => {
    const person = await gate.person();
    await gate.db
      .update(customers)
      .set({ createdAt: new Date(at) })
      .where(eq(customers.id, person.customer));
    return person;
  };
  const [gone, clicked, bought, near] = [
    await known(noon - 3 * year),
    await known(noon - 4 * year),
    await known(noon - 4 * year),
    await known(noon - 3 * year + 1),
  ];
  await gate.db
    .insert(lastContacts)
    .values({ storeId: store, customerId: clicked.customer, kind: 'click', at: new Date(noon - year) });
  await sell(bought, { at: noon - 3 * year + 1 });
  expect(await outcome(gone)).toBe('no_contact_for_long');
  expect(await outcome(near)).toBe('accepted');
  expect(await outcome(clicked)).toBe('accepted');
  expect(await outcome(bought)).toBe('accepted');
  // What concerns their own order is sent however long ago it was.
  const old = await known(noon - 9 * year);
  expect(await outcome(old, { purpose: 'transactional', rank: 'transactional' })).toBe('accepted');
});

test('a store that wants proof sends nothing on a consent without one, and one that uses no soft opt-in nothing after a sale', async () => {
  await policy({ proof: 'required', softOptIn: { ...defaultConsent.softOptIn, channels: [] } });
  const [ada, bob] = [await gate.person(), await gate.person({ consent: false })];
  await sell(bob);
  expect(await outcome(ada)).toBe('no_consent');
  expect(await outcome(bob)).toBe('no_consent');
  await gate.db
    .update(consents)
    .set({ proof: { how: 'box ticked', wording: 'Send me offers', version: '3' } })
    .where(eq(consents.customerId, ada.customer));
  const cal = await gate.person();
  await gate.db
    .update(consents)
    .set({ proof: { how: 'box ticked', wording: 'Send me offers', version: '3' } })
    .where(eq(consents.customerId, cal.customer));
  expect(await outcome(cal)).toBe('accepted');
  expect((await gate.row(cal))!.policyVersions).toMatchObject({ consent: 1 });
});
