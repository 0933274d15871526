import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { render } from '../../../activities/templates/index.ts';
import { countSales } from '../../../db/catalogue/count-sales.ts';
import { interestId, orderId, productId } from '../../../db/ids.ts';
import {
  handovers,
  loyaltyAccounts,
  newsRequests,
  orders,
  products,
  productSales,
  serviceCases,
} from '../../../db/schema/index.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { TicketId } from '../../../domain/ids.ts';
import { defaultBrand } from '../../../domain/policy/brand.ts';
import { defaultCaps } from '../../../domain/policy/caps.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { defaultCrossSell } from '../../../domain/policy/cross-sell.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { addProduct, lineOf, saveProductsPolicy, tell } from '../products/catalogue.ts';
import { plantPolicy } from '../../stack/policy.ts';
import { useTwilio } from '../sms/use-twilio.ts';
import { useGate } from '../use-gate.ts';
import { hour, noon, type Person, store } from '../world.ts';

const gate = useGate();
const twilio = useTwilio();

const guide = { url: 'https://shop.example/5-km', title: { en: 'A programme for 5 km', fr: 'Programme 5 km' } };

beforeEach(async () => {
  await saveProductsPolicy(gate.db);
  await plantPolicy(gate.db, store, {
    brand: {
      ...defaultBrand,
      pages: { referral: 'https://shop.example/invite', loyalty: 'https://shop.example/points' },
    },
    crossSell: { ...defaultCrossSell, byCategory: { shoes: { categories: ['socks', 'belts', 'armbands'], guide } } },
  });
  await gate.db.delete(productSales);
  await addProduct(gate.db, 'runner', { category: 'shoes', price: 12_000 });
  await addProduct(gate.db, 'tee', { category: 'shirts', price: 2_000 });
  const parts = [
    ['crew sock', 'socks', 1_500],
    ['wool sock', 'socks', 1_800],
    ['belt', 'belts', 2_500],
    ['armband', 'armbands', 1_900],
    ['gold armband', 'armbands', 15_000],
  ] as const;
  for (const [name, category, price] of parts) await addProduct(gate.db, name, { category, price });
});

interface Letter {
  readonly template: string;
  readonly props?: Readonly<Record<string, string>>;
  readonly more?: Partial<DeliverInput>;
  readonly sms?: boolean;
  readonly consent?: boolean;
}

/** Somebody to whom a letter of a journey is due. */
const reader = async ({ template, props = {}, more = {}, sms, consent }: Letter): Promise<Person> => {
  const channel = sms ? 'sms' : 'email';
  const person = await gate.person({
    ...(sms && { sms }),
    ...(consent !== undefined && { consent }),
    input: { journey: 'test', step: `${template}#1`, template, props, rank: 'loyalty', channel, ...more } as never,
  });
  return { ...person, key: `${person.run}/${template}#1/${channel}` };
};

const bought = async (person: Person, names: readonly string[], changes: Partial<typeof orders.$inferInsert> = {}) => {
  const externalId = `order-${randomUUID().slice(0, 8)}`;
  const id = orderId(store, externalId);
  const at = new Date(noon - 20 * 24 * hour);
  await gate.db.insert(orders).values({
    id,
    storeId: store,
    externalId,
    customerId: person.customer,
    state: 'placed',
    lines: names.map((name) => lineOf(name)),
    total: 5_000,
    currency: 'EUR',
    placedAt: at,
    updatedAt: at,
    ...changes,
  });
  return id;
};

const textOf = async (person: Person, changes: Partial<DeliverInput> = {}): Promise<string> => {
  expect(await gate.attempt(person, { render, input: changes })).toMatchObject({ outcome: 'accepted' });
  const [acceptance] = gate.accepted(person);
  const { subject, text } = acceptance!.body as { readonly subject: string; readonly text: string };
  return `${subject}\n${text}`.replace(/[\u00a0\u202f]/gu, ' ');
};

const proposed = (text: string): string[] => [...text.matchAll(/^- (The .*?), /gmu)].map(([, title]) => title!);

const complements = { template: 'cross-sell/complements', props: { productId: productId(store, 'runner') } };

test('R44 running shoes: socks, a belt, an armband, one of each, none dearer than what was bought, and the programme', async () => {
  const ada = await reader(complements);
  await bought(ada, ['runner']);
  const text = await textOf(ada);
  expect(proposed(text)).toEqual(['The wool sock', 'The belt', 'The armband']);
  expect(text).toContain('A programme for 5 km');
});

test('R48 what they have or sent back is not proposed, nor what cannot be bought; without anything left nothing goes out', async () => {
  const ada = await reader(complements);
  await bought(ada, ['runner', 'wool sock']);
  await bought(ada, ['belt'], { state: 'returned' });
  await tell(gate.db, 'armband', { stock: 0 });
  expect(proposed(await textOf(ada))).toEqual(['The crew sock']);
  const bea = await reader(complements);
  await tell(gate.db, 'crew sock', { stock: 0 });
  await tell(gate.db, 'wool sock', { stock: 0 });
  await tell(gate.db, 'belt', { stock: 0 });
  expect(await gate.attempt(bea, { render })).toMatchObject({ outcome: 'withheld', reason: 'nothing_to_show' });
});

test('R43 R45 of a category that the shop does not name nothing goes out: never a selection of anything', async () => {
  const ada = await reader({ ...complements, props: { productId: productId(store, 'tee') } });
  await bought(ada, ['tee']);
  expect(await gate.attempt(ada, { render })).toMatchObject({ outcome: 'withheld', reason: 'nothing_to_show' });
});

test('R44 the guide goes out where the shop has one, and not where it has none', async () => {
  const ada = await reader({ ...complements, template: 'cross-sell/guide' });
  expect(await textOf(ada)).toContain('https://shop.example/5-km');
  await plantPolicy(gate.db, store, {
    crossSell: { ...defaultCrossSell, byCategory: { shoes: { categories: ['socks'] } } },
  });
  const bea = await reader({ ...complements, template: 'cross-sell/guide' });
  expect(await gate.attempt(bea, { render })).toMatchObject({ outcome: 'withheld', reason: 'nothing_to_show' });
});

test('R46 what others bought next, counted from the orders, is proposed to who has bought the first', async () => {
  const day = 24 * hour;
  for (let customer = 0; customer < 5; customer++) {
    const other = await reader({ template: 'cross-sell/next' });
    await bought(other, ['runner'], { placedAt: new Date(noon - 60 * day), updatedAt: new Date(noon - 60 * day) });
    await bought(other, ['tee'], { placedAt: new Date(noon - 30 * day), updatedAt: new Date(noon - 30 * day) });
  }
  await countSales(gate.db, new Date(noon));
  const ada = await reader({ template: 'cross-sell/next' });
  await bought(ada, ['runner']);
  expect(proposed(await textOf(ada))).toEqual(['The tee']);
  const bea = await reader({ template: 'cross-sell/next' });
  await bought(bea, ['belt']);
  expect(await gate.attempt(bea, { render })).toMatchObject({ outcome: 'withheld', reason: 'nothing_to_show' });
});

test('R84 points are counted when the letter is made, and without any there is none', async () => {
  const ada = await reader({ template: 'loyalty/use-points' });
  const account = { customerId: ada.customer, storeId: store, updatedAt: new Date(noon - hour) };
  await gate.db.insert(loyaltyAccounts).values({ ...account, points: 1_240, tier: 'Gold' });
  const text = await textOf(ada);
  expect(text).toContain('1,240 points');
  expect(text).toContain('Gold');
  const bea = await reader({ template: 'loyalty/use-points' });
  await gate.db.insert(loyaltyAccounts).values({ ...account, customerId: bea.customer, points: 0 });
  expect(await gate.attempt(bea, { render })).toMatchObject({ outcome: 'withheld', reason: 'nothing_to_show' });
});

test('R85 without a page to invite from nobody is asked to invite', async () => {
  expect(await textOf(await reader({ template: 'referral/invite' }))).toContain('https://shop.example/invite');
  await plantPolicy(gate.db, store, { brand: defaultBrand });
  const bea = await reader({ template: 'referral/invite' });
  expect(await gate.attempt(bea, { render })).toMatchObject({ outcome: 'withheld', reason: 'nothing_to_show' });
});

test('R89 the news is of the category that was asked for, and of no other; who did not ask gets none', async () => {
  const id = interestId(store, 'socks');
  const ada = await reader({ template: 'interest/news', props: { interestId: id } });
  await gate.db
    .insert(newsRequests)
    .values({ customerId: ada.customer, storeId: store, id, category: 'socks', declaredAt: new Date(noon - hour) });
  expect(proposed(await textOf(ada)).toSorted()).toEqual(['The crew sock', 'The wool sock']);
  const bea = await reader({ template: 'interest/news', props: { interestId: id } });
  expect(await gate.attempt(bea, { render })).toMatchObject({ outcome: 'withheld', reason: 'nothing_to_show' });
});

test('R55 R56 the wishes bring points rather than a promotion where the shop has said nothing else, and a selection of theirs', async () => {
  const ada = await reader({ template: 'birthday/wishes', props: { offer: 'birthdayGift' } });
  await bought(ada, ['wool sock']);
  await gate.db.insert(productSales).values({
    productId: productId(store, 'crew sock'),
    storeId: store,
    units: 9,
    medianPrice: 1_500,
    currency: 'EUR',
    countedAt: new Date(noon - hour),
  });
  const text = await textOf(ada);
  expect(text).toContain('100 loyalty points');
  expect(text).toMatch(/FETE/u);
  expect(text).not.toMatch(/% off/u);
  expect(proposed(text)).toEqual(['The crew sock']);
});

test('R55 wishes by text message wait for the morning: nobody is woken on their birthday', async () => {
  const { quietHours, sms } = defaultPolicy;
  const moments = [{ id: 'birthday', ranks: ['loyalty'], journeys: ['birthday'] }] as const;
  await plantPolicy(gate.db, store, { quietHours, sms: { ...sms, moments } });
  const evening = noon + 8 * hour;
  gate.clock.set(evening);
  const more = { journey: 'birthday', dueAt: toInstant(evening), expiresAt: toInstant(evening + 24 * hour) };
  const ada = await reader({ template: 'birthday/wishes', props: { offer: 'birthdayGift' }, more, sms: true });
  expect(await gate.attempt(ada, { render, providers: { sms: twilio.provider() } })).toMatchObject({ again: 'later' });
  expect(await gate.row(ada)).toMatchObject({ state: 'planned', reason: 'quiet_hours' });
});

const logistics = { purpose: 'transactional', rank: 'transactional' } as const;

test('R87 a text message about an order needs no consent and no place under the caps, and has nothing to leave', async () => {
  await plantPolicy(gate.db, store, {
    caps: {
      ...defaultCaps,
      caps: [{ id: 'none', channel: 'all', purpose: 'marketing', atMost: { normal: 0 }, per: { rolling: '1 day' } }],
    },
  });
  const start = Date.now();
  gate.clock.set(start);
  const useful = { dueAt: toInstant(start), expiresAt: toInstant(start + 24 * hour) };
  const ada = await reader({ template: 'order/ready', more: { ...logistics, ...useful }, sms: true, consent: false });
  const id = await bought(ada, ['runner']);
  await gate.db.insert(handovers).values({
    orderId: id,
    storeId: store,
    readyAt: new Date(start - hour),
    pickupPlace: 'Shop in Lyon',
    pickupUntil: new Date(start + 72 * hour),
  });
  const asked = { props: { orderId: id } };
  const outcome = await gate.attempt(ada, { render, input: asked, providers: { sms: twilio.provider() } });
  expect(outcome).toMatchObject({ outcome: 'accepted' });
  const [text] = twilio.fake.acceptances().filter(({ to }) => to === ada.phone);
  expect(text?.body).toMatch(/^Demo shop: your order .* is ready at Shop in Lyon, until .*\. https:\/\/shop\.example/u);
  expect(text?.body).not.toMatch(/STOP/u);
  await plantPolicy(gate.db, store, { caps: defaultCaps });
});

/** Two hours, so many hours after noon. */
const at = (hours: number) => ({
  appointmentFrom: new Date(noon + hours * hour),
  appointmentTo: new Date(noon + (hours + 2) * hour),
});

test('R87 the appointment is the newest one, in the shop’s time; one that is over is not told', async () => {
  const ada = await reader({ template: 'order/appointment', more: logistics });
  const id = await bought(ada, ['runner']);
  const appointment = { orderId: id, storeId: store, appointmentToldAt: new Date(noon - hour) };
  await gate.db.insert(handovers).values({ ...appointment, ...at(20) });
  expect(await textOf(ada, { props: { orderId: id } })).toContain('Thursday 11 June, 10:00–12:00');

  const bea = await reader({ template: 'order/appointment', more: logistics });
  const other = await bought(bea, ['runner']);
  await gate.db.insert(handovers).values({ ...appointment, orderId: other, ...at(-5) });
  expect(await gate.attempt(bea, { render, input: { props: { orderId: other } } })).toMatchObject({
    outcome: 'withheld',
    reason: 'nothing_to_show',
  });
});

test('R88 a question at customer service holds marketing back until the day after its answer; the order’s own messages go out', async () => {
  const ada = await reader({
    template: 'discovery/story',
    more: { rank: 'newsletter', expiresAt: toInstant(noon + 48 * hour) },
  });
  const id = randomUUID() as TicketId;
  await gate.db
    .insert(serviceCases)
    .values({ id, storeId: store, customerId: ada.customer, openedAt: new Date(noon - 30 * hour) });
  expect(await gate.attempt(ada, { render })).toMatchObject({ again: 'later' });
  expect(await gate.row(ada)).toMatchObject({ state: 'planned', reason: 'service_case' });
  const order = await bought(ada, ['runner'], { delayedAt: new Date(noon - hour) });
  const late = { ...ada, key: `${ada.run}/order/late#1/email` };
  const input = { template: 'order/late', step: 'order/late#1', props: { orderId: order }, ...logistics } as const;
  expect(await gate.attempt(late, { render, input })).toMatchObject({ outcome: 'accepted' });
  gate.clock.set(noon + 24 * hour);
  await gate.db.update(serviceCases).set({ closedAt: new Date(noon - hour) });
  expect(await gate.attempt(ada, { render })).toMatchObject({ outcome: 'accepted' });
});

test('R87 nobody is told that an order is late which has come since', async () => {
  const delayedAt = new Date(noon - hour);
  const attempt = async (state: 'shipped' | 'delivered') => {
    const ada = await reader({ template: 'order/late', more: logistics });
    const order = await bought(ada, ['runner'], { delayedAt, state });
    return gate.attempt(ada, { render, input: { props: { orderId: order } } });
  };
  expect(await attempt('shipped')).toMatchObject({ outcome: 'accepted' });
  expect(await attempt('delivered')).toMatchObject({ outcome: 'withheld', reason: 'delay_over' });
});

test('what a hostile catalogue calls its categories breaks nothing', async () => {
  const name = `"'; drop table products; -- {"a":1}`;
  await addProduct(gate.db, 'odd', { category: name });
  await plantPolicy(gate.db, store, {
    crossSell: { ...defaultCrossSell, byCategory: { shoes: { categories: [name] } } },
  });
  const ada = await reader(complements);
  expect(proposed(await textOf(ada))).toEqual(['The odd']);
  expect((await gate.db.select().from(products)).length).toBeGreaterThan(5);
});
