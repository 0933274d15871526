import { and, asc, eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { tellOccasions } from '../../api/occasions/tell.ts';
import { specs } from '../../api/specs.ts';
import { interestId, orderId, productId } from '../../db/ids.ts';
import { customerAliases, customers, handovers, inbox, occasions, runs } from '../../db/schema/index.ts';
import { replaceMode } from '../../db/switches/modes.ts';
import { defaultCrossSell } from '../../domain/policy/cross-sell.ts';
import { defaultValue } from '../../domain/policy/value.ts';
import { plantPolicy } from '../stack/policy.ts';
import { noon, store, useIntake } from './intake-server.ts';

const intake = useIntake(specs);
const hour = 3_600_000;
const day = 24 * hour;
const price = { amount: 2_000, currency: 'EUR' };

const used = [
  'crossSell',
  'nextPurchase',
  'repeatBundle',
  'birthday',
  'orderAnniversary',
  'loyaltyPoints',
  'referralInvite',
  'ambassador',
  'giftCard',
  'interestNews',
  'deliveryAppointment',
  'lateParcel',
  'clickAndCollect',
];

beforeAll(async () => {
  for (const journey of used) {
    await replaceMode(intake.db, { store, journey, mode: 'on', at: new Date(noon), by: 'command:test', why: 'test' });
  }
  await plantPolicy(intake.db, store, {
    crossSell: { ...defaultCrossSell, byCategory: { 'running shoes': { categories: ['socks', 'belts', 'armbands'] } } },
    value: { ...defaultValue, vipTotal: 50_000 },
    delivery: { cutOffs: [{ lastOrder: '2026-06-20T10:00:00.000Z', date: '2026-06-21T00:00:00.000Z' }] },
  });
});

let events = 0;
/** One event; the fate that intake answered. */
const tell = async (type: string, who: string | undefined, data: object, at = intake.clock.now()): Promise<unknown> => {
  const { body } = await intake.post({
    id: `moment-${(events += 1)}`,
    type,
    occurredAt: new Date(at).toISOString(),
    ...(who !== undefined && { customer: { id: who } }),
    data,
  });
  return body.error ?? body.events[0]?.fate;
};
const order = async (who: string, name: string, ...products: readonly string[]): Promise<unknown> =>
  tell('order.placed', who, {
    orderId: name,
    lines: products.map((product) => ({ productId: product, quantity: 1, unitPrice: price })),
    total: price,
  });

const customerOf = async (who: string) =>
  (
    await intake.db
      .select()
      .from(customerAliases)
      .where(and(eq(customerAliases.kind, 'id'), eq(customerAliases.value, who)))
  )[0]!.customerId;

/** The runs of a customer, of some journeys, oldest first. */
const runsOf = async (who: string, ...journeys: readonly string[]) => {
  const rows = await intake.db
    .select({ journey: runs.journey, event: runs.event, exit: runs.exitEvent, touchedAt: runs.touchedAt })
    .from(runs)
    .where(eq(runs.customerId, await customerOf(who)))
    .orderBy(asc(runs.touchedAt), asc(runs.episode));
  return rows.filter(({ journey }) => journeys.includes(journey));
};

const look = async (at: number): Promise<number> => {
  intake.clock.set(at);
  return (await tellOccasions({ db: intake.db, specs, clock: intake.clock })).told;
};

test('R43 a purchase of a category that the shop names begins what follows; of any other nothing does', async () => {
  intake.clock.set(noon);
  await tell('product.upserted', undefined, { productId: 'runner', title: 'Runner', category: 'running shoes', price });
  await tell('product.upserted', undefined, { productId: 'mug', title: 'Mug', category: 'kitchen', price });
  await order('ada', 'ada-1', 'mug');
  expect(await runsOf('ada', 'crossSell')).toEqual([]);
  intake.clock.set(noon + hour);
  await order('ada', 'ada-2', 'mug', 'runner');
  expect(await runsOf('ada', 'crossSell')).toMatchObject([
    { event: { productId: productId(store, 'runner') }, exit: null },
  ]);
  await tell('order.returned', 'ada', { orderId: 'ada-2' });
  expect(await runsOf('ada', 'crossSell')).toMatchObject([{ exit: 'order.returned' }]);
});

test('R47 the bundle is for who bought more than once, and neither for a first order nor for a VIP', async () => {
  intake.clock.set(noon);
  await order('bea', 'bea-1', 'mug');
  expect(await runsOf('bea', 'repeatBundle')).toEqual([]);
  intake.clock.set(noon + hour);
  await order('bea', 'bea-2', 'mug');
  expect(await runsOf('bea', 'repeatBundle')).toHaveLength(1);
  intake.clock.set(noon + day);
  await tell('order.placed', 'bea', { orderId: 'bea-3', lines: [], total: { amount: 60_000, currency: 'EUR' } });
  const seen = await runsOf('bea', 'repeatBundle');
  expect(seen.map(({ exit }) => exit)).toEqual(['order.placed']);
});

test('R54 a birthday is told of once, a week ahead, and the morning of the day is where the customer lives', async () => {
  intake.clock.set(noon);
  await tell('customer.created', 'cyd', { birthday: '06-20', timezone: 'America/New_York' });
  // 9 o'clock in New York is 13:00 in UTC.
  const morning = Date.UTC(2026, 5, 20, 13);
  expect(await look(morning - 7 * day - 1)).toBe(0);
  expect(await look(morning - 7 * day)).toBe(1);
  expect(await look(morning - 7 * day + hour)).toBe(0);
  const [run] = await runsOf('cyd', 'birthday');
  expect(run).toMatchObject({ event: { inHours: '168' }, exit: null });
  expect(run!.touchedAt.getTime() + 168 * hour).toBe(morning);
  expect(await look(morning + 10 * day)).toBe(0);
  // And again in a year, whatever was written this time.
  expect(await look(Date.UTC(2027, 5, 13, 13))).toBe(1);
});

test('R54 a birthday that is told otherwise meanwhile ends its run, and the other day is told of in its place', async () => {
  const start = Date.UTC(2027, 7, 1, 12);
  intake.clock.set(start);
  await tell('customer.created', 'dan', { birthday: '08-05' });
  expect(await look(start + hour)).toBe(1);
  intake.clock.set(start + 2 * hour);
  expect(await tell('customer.updated', 'dan', { birthday: '08-12' })).toBe('applied');
  expect((await runsOf('dan', 'birthday')).map(({ exit }) => exit)).toEqual(['birthday.changed']);
  expect(await look(start + 6 * day)).toBe(1);
  expect((await runsOf('dan', 'birthday')).map(({ exit }) => exit)).toEqual(['birthday.changed', null]);
  // Forgotten, there is nothing left to wish.
  intake.clock.set(start + 6 * day + hour);
  await tell('customer.updated', 'dan', { birthday: null });
  expect((await runsOf('dan', 'birthday')).map(({ exit }) => exit)).toEqual(['birthday.changed', 'birthday.changed']);
  expect(
    await intake.db
      .select()
      .from(occasions)
      .where(eq(occasions.customerId, await customerOf('dan'))),
  ).toEqual([]);
});

test('R54 who was born on 29 February is wished well on the 28th in a year without it, and who moves in the zone they moved to', async () => {
  const start = Date.UTC(2029, 0, 10, 12);
  intake.clock.set(start);
  await tell('customer.created', 'eve', { birthday: '02-29', timezone: 'Europe/Paris' });
  await tell('customer.updated', 'eve', { timezone: 'Pacific/Auckland' }, start + 1);
  // 9 o'clock in Auckland, in summer time.
  const morning = Date.UTC(2029, 1, 27, 20);
  expect(await look(morning - 7 * day - hour)).toBe(0);
  expect(await look(morning - 7 * day)).toBe(1);
});

test('R54 both days on one date: the birthday is wished, and the first order is not thanked for besides', async () => {
  const start = Date.UTC(2030, 4, 14, 12);
  intake.clock.set(start);
  await tell('customer.created', 'fay', { birthday: '05-14' });
  await order('fay', 'fay-1', 'mug');
  expect(await look(Date.UTC(2031, 4, 7, 7))).toBe(1);
  expect(await runsOf('fay', 'birthday')).toHaveLength(1);
  expect(await runsOf('fay', 'orderAnniversary')).toEqual([]);
});

test('R54 the first order is thanked for from the next year on, and not where it came to nothing', async () => {
  const start = Date.UTC(2032, 11, 31, 12);
  intake.clock.set(start);
  await order('gus', 'gus-1', 'mug');
  await order('hal', 'hal-1', 'mug');
  await tell('order.cancelled', 'hal', { orderId: 'hal-1' });
  expect(await look(start + 10 * day)).toBe(0);
  expect(await look(Date.UTC(2033, 11, 24, 8))).toBe(1);
  expect(await runsOf('gus', 'orderAnniversary')).toHaveLength(1);
  expect(await runsOf('hal', 'orderAnniversary')).toEqual([]);
});

test('R54 who ordered before days were kept is thanked for their first order, not for the next one; of two that become one the earlier holds', async () => {
  intake.clock.set(Date.UTC(2035, 2, 3, 12));
  await order('pam', 'pam-1', 'mug');
  await intake.db.delete(occasions).where(eq(occasions.customerId, await customerOf('pam')));
  intake.clock.set(Date.UTC(2036, 5, 5, 12));
  await order('pam', 'pam-2', 'mug');
  await order('pat', 'pat-1', 'mug');
  const days = async (who: string) =>
    (
      await intake.db
        .select()
        .from(occasions)
        .where(eq(occasions.customerId, await customerOf(who)))
    ).map(({ since, day: date }) => `${since}-${date}`);
  expect(await days('pam')).toEqual(['2035-03-03']);
  expect(await days('pat')).toEqual(['2036-06-05']);
  await tell('customer.merged', 'pat', { from: { id: 'pam' } });
  expect(await days('pat')).toEqual(['2035-03-03']);
});

test('R54 a day that is none is refused, with the field, and changes nothing; the year is not asked for', async () => {
  intake.clock.set(noon);
  for (const birthday of ['02-30', '1990-05-14', '5/14']) {
    const { status, body } = await intake.post({
      id: `moment-${(events += 1)}`,
      type: 'customer.updated',
      occurredAt: new Date(noon).toISOString(),
      customer: { id: 'ada' },
      data: { birthday },
    });
    expect(status).toBe(422);
    expect(body.error.fields).toMatchObject([{ field: 'data.birthday' }]);
  }
  const [ada] = await intake.db
    .select()
    .from(customers)
    .where(eq(customers.id, await customerOf('ada')));
  expect(ada?.birthday).toBeNull();
});

test('R84 the balance and the last points used tell what a member is; each change begins anew', async () => {
  const at = Date.UTC(2034, 0, 1, 12);
  const change = async (data: object, later: number) => {
    intake.clock.set(at + later);
    await tell('loyalty.changed', 'ida', data);
  };
  await change({ points: 0, tier: 'silver' }, 0);
  await change({ points: 400, why: 'earned' }, day);
  await change({ points: 100, why: 'redeemed' }, 2 * day);
  await change({ points: 300, why: 'earned' }, 300 * day);
  const seen = await runsOf('ida', 'loyaltyPoints');
  expect(seen.map(({ event, exit }) => [(event as { standing?: string }).standing, exit])).toEqual([
    ['empty', 'loyalty.standing'],
    ['saver', 'loyalty.standing'],
    ['spender', 'loyalty.standing'],
    ['saver', null],
  ]);
});

test('R85 a good review begins an invitation, a bad one does not; who brought somebody is an ambassador', async () => {
  intake.clock.set(Date.UTC(2034, 5, 1, 12));
  await tell('review.submitted', 'jan', { rating: 3 });
  expect(await runsOf('jan', 'referralInvite')).toEqual([]);
  await tell('review.submitted', 'jan', { rating: 4 });
  expect(await runsOf('jan', 'referralInvite')).toMatchObject([{ exit: null }]);
  await tell('referral.converted', 'jan', {});
  expect(await runsOf('jan', 'referralInvite', 'ambassador')).toMatchObject([
    { journey: 'referralInvite', exit: 'referral.converted' },
    { journey: 'ambassador', exit: null },
  ]);
});

test('R89 a form that names a category asks for its news, once however often it is sent; another form asks for none', async () => {
  intake.clock.set(Date.UTC(2034, 5, 1, 12));
  await tell('form.submitted', 'kim', { formId: 'quiz', answers: { colour: 'red' } });
  expect(await runsOf('kim', 'interestNews')).toEqual([]);
  await tell('form.submitted', 'kim', { formId: 'sales', interest: 'Lamps' });
  await tell('form.submitted', 'kim', { formId: 'sales', interest: 'lamps' });
  await tell('form.submitted', 'kim', { formId: 'sales', interest: 'chairs' });
  expect((await runsOf('kim', 'interestNews')).map(({ event }) => event)).toEqual(
    ['lamps', 'chairs'].map((category) => ({ interestId: interestId(store, category) })),
  );
});

/** How many gift cards a cart begins that is filled then. */
const fill = async (who: string, at: number): Promise<number> => {
  intake.clock.set(at);
  const lines = [{ productId: 'mug', quantity: 1, unitPrice: price }];
  await tell('cart.updated', who, { cartId: `cart-${who}`, lines });
  return (await runsOf(who, 'giftCard')).length;
};

test('R86 only a cart that is filled too late for a date begins the gift card', async () => {
  expect(await fill('lea', Date.UTC(2026, 5, 20, 9))).toBe(0);
  expect(await fill('max', Date.UTC(2026, 5, 20, 11))).toBe(1);
  expect(await fill('ned', Date.UTC(2026, 5, 21, 1))).toBe(0);
});

test('R87 what is told of an order’s way begins its message, each appointment anew; an unknown order does not', async () => {
  const at = Date.UTC(2034, 8, 1, 12);
  intake.clock.set(at);
  await order('oda', 'oda-1', 'mug');
  const appointment = { orderId: 'oda-1', from: '2034-09-03T08:00:00Z', to: '2034-09-03T10:00:00Z' };
  await tell('order.appointment_set', 'oda', appointment);
  await tell('order.delayed', 'oda', { orderId: 'oda-1' });
  await tell('order.ready_for_pickup', 'oda', { orderId: 'oda-1', place: 'Lyon' });
  const seen = await runsOf('oda', 'deliveryAppointment', 'lateParcel', 'clickAndCollect');
  expect(seen.map(({ journey }) => journey).toSorted()).toEqual([
    'clickAndCollect',
    'deliveryAppointment',
    'lateParcel',
  ]);
  expect(await tell('order.appointment_set', 'oda', { ...appointment, to: '2034-09-03T07:00:00Z' })).toMatchObject({
    fields: [{ field: 'data.to' }],
  });
  await tell('order.delivered', 'oda', { orderId: 'oda-1' });
  expect((await runsOf('oda', 'clickAndCollect')).map(({ exit }) => exit)).toEqual(['order.delivered']);
});

test('R87 what is told of an order before the order is kept for it', async () => {
  intake.clock.set(Date.UTC(2034, 8, 10, 12));
  await tell('order.appointment_set', 'ola', {
    orderId: 'ola-1',
    from: '2034-09-12T08:00:00Z',
    to: '2034-09-12T10:00:00Z',
  });
  await tell('order.ready_for_pickup', 'ola', { orderId: 'ola-1', place: 'Lyon' });
  await tell('order.delayed', 'ola', { orderId: 'ola-1' });
  const begun = await runsOf('ola', 'deliveryAppointment', 'lateParcel', 'clickAndCollect');
  expect(begun.map(({ exit }) => exit)).toEqual([null, null, null]);
  await order('ola', 'ola-1', 'mug');
  const [row] = await intake.db
    .select()
    .from(handovers)
    .where(eq(handovers.orderId, orderId(store, 'ola-1')));
  expect(row).toMatchObject({ pickupPlace: 'Lyon' });
  expect(row?.appointmentFrom).toEqual(new Date('2034-09-12T08:00:00Z'));
});

test('nothing that journeys are told of these moments holds anything personal', async () => {
  const rows = await intake.db.select({ event: runs.event }).from(runs);
  const words = rows.flatMap(({ event }) => Object.values(event as Record<string, string>));
  expect(words.length).toBeGreaterThan(20);
  for (const word of words) expect(word).toMatch(/^([0-9a-f-]{36}|-?\d+|saver|spender|empty|web|store)$/u);
  expect(await intake.db.select().from(inbox).where(eq(inbox.fate, 'quarantined'))).toEqual([]);
});
