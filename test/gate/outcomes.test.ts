import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { carts, customers, messages, runs, stores, suppressions } from '../../db/schema/index.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { useGate } from './use-gate.ts';
import { buy, consentOf, createGate, fakeEmail, hour, minute, noon, plainRender, store } from './world.ts';

const gate = useGate();

test('a wanted message is accepted once, with its headers, and a repeated attempt gives the same answer', async () => {
  const ada = await gate.person();
  const first = await gate.attempt(ada);
  expect(first).toMatchObject({ outcome: 'accepted' });
  expect(await gate.attempt(ada)).toEqual(first);
  const [sent, ...more] = gate.accepted(ada);
  expect(more).toEqual([]);
  expect(gate.fake.requests(ada.key)).toBe(1);
  const row = (await gate.row(ada))!;
  expect(sent!.body).toMatchObject({
    from: 'Shop <hello@shop.example>',
    to: ada.email,
    headers: {
      'List-Unsubscribe': `<https://journeys.shop.example/u/${row.linkToken}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'X-Relance-Claimed-At': toInstant(noon),
    },
    // What makes the provider's events and lists recognise it, also when the answer with its id was lost.
    tags: [{ name: 'relance_message', value: row.id }],
  });
  expect(row).toMatchObject({ state: 'accepted', providerId: sent!.id, attempts: 1, provider: 'resend' });
  expect(row.verdicts.every(({ says }) => says === 'pass')).toBe(true);
});

test('a transactional message needs no consent and carries no unsubscribe header', async () => {
  const ada = await gate.person({ consent: false, input: { purpose: 'transactional' } });
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
  expect(Object.keys(gate.accepted(ada)[0]!.body['headers'] as object)).toEqual([
    'Feedback-ID',
    'X-Relance-Claimed-At',
  ]);
});

test('a step asked for early comes back by itself when it is due', async () => {
  const ada = await gate.person();
  gate.clock.set(noon - 10 * minute);
  expect(await gate.attempt(ada)).toMatchObject({ again: 'later', afterMillis: 10 * minute });
  expect(await gate.row(ada)).toMatchObject({ state: 'planned', reason: 'early', notBefore: new Date(noon) });
  gate.clock.set(noon - 900);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
});

test('in compressed time a delay is given in real time', async () => {
  const ada = await gate.person();
  gate.clock.set(noon - 48 * hour);
  const demoClock = { real: toInstant(noon), demo: toInstant(noon), rate: 1440 };
  expect(await gate.attempt(ada, { demoClock })).toMatchObject({ again: 'later', afterMillis: 2 * minute });
});

test('R11 a cart touched again is answered with the new end of its idle period', async () => {
  const ada = await gate.person({ touchedAt: noon - 20 * minute, input: { idle: '1 hour' } });
  const at = toInstant(noon + 40 * minute);
  expect(await gate.attempt(ada)).toEqual({ outcome: 'later', at, reason: 'touched' });
  gate.clock.set(noon + 40 * minute);
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
});

test('R18 the answer carries the calendar in force', async () => {
  const ada = await gate.person();
  const calendar = [{ from: toInstant(noon - hour), to: toInstant(noon + hour), mode: 'event' as const }];
  await gate.db.update(stores).set({ calendar });
  const { plan } = await createGate({ db: gate.db, clock: gate.clock, email: fakeEmail(gate.fake.url) }).deliver(
    ada.input,
  );
  await gate.db.update(stores).set({ calendar: [] });
  expect(plan).toEqual({ calendar });
});

test('R15 a purchase before the claim withholds the message', async () => {
  const ada = await gate.person();
  await buy(gate.db, ada);
  expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason: 'bought' });
  expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason: 'bought' });
  expect(gate.accepted(ada)).toEqual([]);
});

test('R194 consent withdrawn between two messages withholds the next', async () => {
  const ada = await gate.person();
  await consentOf(gate.db, ada.customer, 'withdrawn', noon - minute);
  expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason: 'no_consent' });
});

test('each fact that forbids a message withholds it with its own reason', async () => {
  const cases: [string, (person: Awaited<ReturnType<typeof gate.person>>) => Promise<unknown>][] = [
    ['cart_emptied', async ({ cart }) => gate.db.update(carts).set({ state: 'emptied' }).where(eq(carts.id, cart))],
    ['bought', async ({ cart }) => gate.db.update(carts).set({ state: 'ordered' }).where(eq(carts.id, cart))],
    ['nothing_to_show', async ({ cart }) => gate.db.update(carts).set({ lines: [] }).where(eq(carts.id, cart))],
    ['nothing_to_show', async ({ cart }) => gate.db.delete(carts).where(eq(carts.id, cart))],
    ['run_over', async ({ run }) => gate.db.update(runs).set({ state: 'closed' }).where(eq(runs.id, run))],
    ['stopped', async ({ run }) => gate.db.update(runs).set({ exitEvent: 'run.stopped' }).where(eq(runs.id, run))],
    ['exited', async ({ run }) => gate.db.update(runs).set({ exitEvent: 'form.submitted' }).where(eq(runs.id, run))],
    [
      'erased',
      async ({ customer }) =>
        gate.db
          .update(customers)
          .set({ erasedAt: new Date(noon) })
          .where(eq(customers.id, customer)),
    ],
    [
      'suppressed',
      async ({ email }) =>
        gate.db
          .insert(suppressions)
          .values({ storeId: store, channel: 'email', address: email, reason: 'unsubscribed', at: new Date(noon) }),
    ],
    [
      'no_address',
      async ({ customer }) => gate.db.execute(sql`delete from customer_aliases where customer_id = ${customer}`),
    ],
    ['expired', async () => gate.clock.set(noon + 13 * hour)],
  ];
  for (const [reason, happen] of cases) {
    const ada = await gate.person();
    await happen(ada);
    expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason });
    expect(await gate.row(ada)).toMatchObject({ state: 'withheld', reason });
    expect(gate.fake.requests(ada.key)).toBe(0);
    gate.clock.set(noon);
  }
});

test('of two open carts of one customer only the newest is followed up', async () => {
  const ada = await gate.person();
  const newer = await gate.person({ touchedAt: noon - 30 * minute });
  await gate.db.update(carts).set({ customerId: ada.customer }).where(eq(carts.id, newer.cart));
  await gate.db.update(runs).set({ customerId: ada.customer }).where(eq(runs.id, newer.run));
  expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason: 'newer_cart' });
  expect(await gate.attempt(newer)).toMatchObject({ outcome: 'accepted' });
  expect(gate.accepted(newer)[0]!.to).toBe(ada.email);
});

test('a template that cannot be rendered fails the step and quotes nothing', async () => {
  const ada = await gate.person();
  const render = async () => Promise.reject(new Error(`no such thing for ${ada.email}`));
  expect(await gate.attempt(ada, { render })).toEqual({ outcome: 'failed', reason: 'render' });
  expect(await gate.row(ada)).toMatchObject({ state: 'failed', reason: 'render', frozen: null });
});

test('a channel without a provider fails the step as misconfigured', async () => {
  const ada = await gate.person();
  expect(await gate.attempt(ada, { providers: {} })).toEqual({ outcome: 'failed', reason: 'misconfigured' });
});

test('R13 R14 the offer shown is what the store grants to this basket', async () => {
  const input = { template: 'cart/offer', step: 'cart/offer#1' } as const;
  for (const [quantity, offered] of [
    [1, false],
    [2, true],
  ] as const) {
    const ada = await gate.person({ quantity, input });
    await gate.attempt(ada, { input: { props: { cartId: ada.cart, offer: 'cartTen' } } });
    expect(String(gate.accepted(ada)[0]!.body['text']).includes('TEN-')).toBe(offered);
  }
});

test('a cart changed between preparing and deciding is rendered anew', async () => {
  const ada = await gate.person();
  let renders = 0;
  const outcome = await gate.attempt(ada, {
    render: async (template, locale, view) => {
      renders += 1;
      if (renders === 1) {
        const [cart] = await gate.db.select().from(carts).where(eq(carts.id, ada.cart));
        await gate.db
          .update(carts)
          .set({ lines: [{ ...cart!.lines[0]!, quantity: 7 }] })
          .where(eq(carts.id, ada.cart));
      }
      return plainRender(template, locale, view);
    },
  });
  expect(outcome).toMatchObject({ outcome: 'accepted' });
  expect(renders).toBe(2);
  expect(gate.accepted(ada)[0]!.body['html']).toBe('<p>7 Lamp</p>');
});

test('a cart that keeps changing makes Temporal ask again instead of sending what is no longer true', async () => {
  const ada = await gate.person();
  let quantity = 1;
  const outcome = await gate.attempt(ada, {
    render: async (template, locale, view) => {
      const [cart] = await gate.db.select().from(carts).where(eq(carts.id, ada.cart));
      quantity += 1;
      await gate.db
        .update(carts)
        .set({ lines: [{ ...cart!.lines[0]!, quantity }] })
        .where(eq(carts.id, ada.cart));
      return plainRender(template, locale, view);
    },
  });
  expect(outcome).toMatchObject({ again: 'changed' });
  expect(await gate.row(ada)).toBeUndefined();
});

test('a run that a merge moved is decided under its new customer', async () => {
  const ada = await gate.person();
  const other = await gate.person({ consent: false, touchedAt: noon - 3 * hour });
  let moved = false;
  const outcome = await gate.attempt(ada, {
    render: async (template, locale, view) => {
      if (!moved) await gate.db.update(runs).set({ customerId: other.customer }).where(eq(runs.id, ada.run));
      moved = true;
      return plainRender(template, locale, view);
    },
  });
  expect(outcome).toEqual({ outcome: 'withheld', reason: 'no_consent' });
  expect(await gate.row(ada)).toMatchObject({ customerId: other.customer });
});

test('a run that the database does not know sends nothing', async () => {
  const ada = await gate.person();
  const input = { run: crypto.randomUUID() as typeof ada.run };
  expect(await gate.attempt(ada, { input })).toEqual({ outcome: 'withheld', reason: 'run_over' });
});

test('a database error reaches Temporal without the values of the statement', async () => {
  const ada = await gate.person();
  await gate.db.execute(
    sql`alter table messages add constraint poison check (frozen ->> 'to' <> ${sql.raw(`'${ada.email}'`)})`,
  );
  const outcome = await gate.attempt(ada);
  await gate.db.execute(sql`alter table messages drop constraint poison`);
  expect(outcome).toMatchObject({ again: 'unavailable', message: 'the gate could not decide (23514); see the log' });
  expect(JSON.stringify(outcome)).not.toContain(ada.email);
  expect((await gate.db.select().from(messages).where(eq(messages.runId, ada.run))).length).toBe(0);
});
