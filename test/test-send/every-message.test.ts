import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { askNow } from '../../api/explain/ask-now.ts';
import { lookAt } from '../../api/explain/look.ts';
import { readAskedMessage } from '../../api/journeys/ask-message.ts';
import { smsTemplateIds } from '../../activities/templates/sms/index.ts';
import { type ListedMessage, messagesOf } from '../../api/journeys/listed.ts';
import { specs } from '../../api/specs.ts';
import { alertId, interestId, orderId, parcelId, productId } from '../../db/ids.ts';
import {
  campaigns,
  categoryFollows,
  confirmations,
  customers,
  handovers,
  interests,
  loyaltyAccounts,
  messages,
  newsRequests,
  orders,
  outbox,
  parcels,
  productAlerts,
  products,
  productSales,
  purchases,
  runs,
  sendingModes,
} from '../../db/schema/index.ts';
import { readStore, type StoreRow } from '../../db/shop/stores.ts';
import { alertKinds } from '../../domain/alerts/alert.ts';
import type { CampaignId, CustomerId } from '../../domain/ids.ts';
import { hourMoments } from '../../domain/season/campaign.ts';
import { campaignPaths } from '../../domain/season/paths.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { locales } from '../../domain/templates.ts';
import { withheldReasons } from '../../domain/reasons.ts';
import { sampledParts } from '../../domain/test-send.ts';
import { defaultBrand } from '../../domain/policy/brand.ts';
import { defaultCrossSell } from '../../domain/policy/cross-sell.ts';
import { defaultWhatsapp } from '../../domain/policy/whatsapp.ts';
import { addProduct } from '../gate/products/catalogue.ts';
import { plantPolicy } from '../stack/policy.ts';
import { useGate } from '../gate/use-gate.ts';
import { hour, noon, silent, store } from '../gate/world.ts';

/**
 * Every message of every registered journey as two customers would get it: of whom nothing is known, and who has one of
 * everything. A journey that is registered is looked at here without a line of its own.
 */
const gate = useGate();
const day = 24 * hour;
const listed = specs.flatMap(({ name }) => messagesOf(name));
const nameOf = ({ journey, template, channel }: ListedMessage) => `${journey} ${template} ${channel}`;

const approved = `HX${'4'.repeat(32)}`;

let shop: StoreRow;
const nobody = randomUUID() as CustomerId;
let rich: CustomerId;

const asked = ({ journey, template, channel }: Pick<ListedMessage, 'journey' | 'template' | 'channel'>) => {
  const read = readAskedMessage({ journey, template, channel }, specs);
  if (!read.ok) throw new Error(JSON.stringify(read.flaws));
  return read.asked;
};
const deps = () => ({ db: gate.db, clock: gate.clock, logger: silent });
const about = (customer: CustomerId, message: Parameters<typeof asked>[0]) => ({
  store: shop,
  customer,
  asked: asked(message),
});

beforeAll(async () => {
  shop = (await readStore(gate.db, store))!;
  await gate.db.insert(customers).values({ id: nobody, storeId: store, createdAt: new Date(noon - day) });

  const ada = await gate.person({ sms: true });
  rich = ada.customer;
  await gate.db.delete(runs);
  // What is used up, what sells, and something else of the same kind.
  for (const [index, sku] of ['candle', 'oil', 'vase'].entries()) {
    const id = productId(store, sku);
    await gate.db.insert(products).values({
      id,
      storeId: store,
      externalId: sku,
      title: `A ${sku}`,
      translations: { fr: { title: `Une ${sku}` } },
      imageUrl: `https://shop.example/${sku}.jpg`,
      url: `https://shop.example/${sku}`,
      category: 'home',
      usualDays: 30,
      price: 1_000 + index,
      currency: 'EUR',
    });
    const sold = { units: 10 - index, medianPrice: 1_000, currency: 'EUR', countedAt: new Date(noon) };
    await gate.db.insert(productSales).values({ productId: id, storeId: store, ...sold });
  }
  const order = (name: string, state: 'delivered' | 'returned', days: number) => ({
    id: orderId(store, name),
    storeId: store,
    externalId: name,
    customerId: rich,
    state,
    lines: [{ productId: productId(store, 'candle'), quantity: 1, unitPrice: 1_000 }],
    total: 1_000,
    currency: 'EUR',
    placedAt: new Date(noon - days * day),
    updatedAt: new Date(noon - days * day),
  });
  const late = { ...order('late', 'delivered', 10), state: 'shipped' as const, delayedAt: new Date(noon - day) };
  const bought = [late, order('kept', 'delivered', 20), order('back', 'returned', 40)];
  await gate.db.insert(orders).values(bought);
  await gate.db
    .insert(purchases)
    .values(bought.map(({ id, placedAt }) => ({ customerId: rich, orderId: id, placedAt })));
  await plantRelation();
  const visit = { at: noon - 2 * day, seconds: 60 };
  await gate.db.insert(interests).values({
    customerId: rich,
    storeId: store,
    productId: productId(store, 'vase'),
    visits: [visit],
    lastAt: new Date(noon - 2 * day),
  });
  // What happened to it.
  await gate.db.insert(productAlerts).values(
    alertKinds.map((kind) => ({
      id: alertId(store, productId(store, 'vase'), kind, new Date(noon)),
      storeId: store,
      productId: productId(store, 'vase'),
      kind,
      at: new Date(noon),
      state: 'told' as const,
      place: { part: 'asked' as const },
      notBefore: new Date(noon),
    })),
  );
  await gate.db.insert(parcels).values({
    id: parcelId(store, 'kept'),
    storeId: store,
    externalId: 'kept',
    orderId: orderId(store, 'kept'),
    carrier: 'La Poste',
    trackingUrl: 'https://parcels.example/1',
    shippedAt: new Date(noon - 19 * day),
  });
  // A campaign that lies ahead, with every moment that there is.
  const date = (days: number) => toInstant(noon + days * day).slice(0, 10);
  await gate.db.insert(campaigns).values({
    id: randomUUID() as CampaignId,
    storeId: store,
    name: 'summer',
    plan: {
      kind: 'sales',
      label: { fr: 'Soldes d’été', en: 'Summer sale' },
      opens: `${date(30)}T08:00`,
      second: `${date(37)}T08:00`,
      third: `${date(44)}T08:00`,
      ends: `${date(51)}T23:00`,
      hours: hourMoments.map((_, index) => ({
        from: `${date(51)}T${12 + index}:00`,
        until: `${date(51)}T${13 + index}:00`,
        says: { fr: 'Encore moins.', en: 'Even less.' },
      })),
      moments: {},
      paths: campaignPaths,
      spread: '0s',
    },
    state: 'planned',
    version: 1,
    savedBy: 'command:test',
    why: 'a test',
    savedAt: new Date(noon),
    createdAt: new Date(noon),
  });
  await gate.db.insert(confirmations).values({
    token: randomUUID(),
    storeId: store,
    customerId: rich,
    channel: 'email',
    purpose: 'marketing',
    address: ada.email,
    askedAt: new Date(noon - hour),
    source: 'form',
    proof: {},
    expiresAt: new Date(noon + day),
  });
});

/** Points, news that were asked for, what goes with what, how the late order comes, and pages to lead to. */
const plantRelation = async (): Promise<void> => {
  const at = new Date(noon - hour);
  const own = { customerId: rich, storeId: store };
  await gate.db.insert(loyaltyAccounts).values({ ...own, points: 120, tier: 'gold', updatedAt: at });
  await gate.db
    .insert(newsRequests)
    .values({ ...own, id: interestId(store, 'home'), category: 'home', declaredAt: at });
  const follows = { storeId: store, category: 'home', next: 'garden', customers: 9, countedAt: at };
  await gate.db.insert(categoryFollows).values(follows);
  await addProduct(gate.db, 'rake', { category: 'garden', price: 900, stock: null, stockedAt: null });
  await gate.db.insert(handovers).values({
    orderId: orderId(store, 'late'),
    storeId: store,
    appointmentFrom: new Date(noon + day),
    appointmentTo: new Date(noon + day + 2 * hour),
    appointmentToldAt: at,
    readyAt: at,
    pickupPlace: 'Lyon',
  });
  const guide = { url: 'https://shop.example/guide', title: { fr: 'Guide', en: 'Guide' } };
  const words = { content: approved, values: ['shop'] } as const;
  const templates = smsTemplateIds.flatMap((template) =>
    locales.map((locale) => ({ ...words, template, locale, text: `{{1}} (${locale}). STOP` })),
  );
  await plantPolicy(gate.db, store, {
    whatsapp: { ...defaultWhatsapp, templates },
    crossSell: { ...defaultCrossSell, byCategory: { home: { categories: ['garden'], guide } } },
    brand: {
      ...defaultBrand,
      pages: {
        referral: 'https://shop.example/invite',
        giftCards: 'https://shop.example/gift-cards',
        newCollection: 'https://shop.example/new',
        pickup: 'https://shop.example/pick-up',
      },
    },
  });
};

test('every registered journey says what it sends', () => {
  for (const { name } of specs) expect(messagesOf(name), name).not.toEqual([]);
});

// Several at once: while one is rendered another one's facts are read.
describe.concurrent.each(listed.map((message) => [nameOf(message), message] as const))('%s', (_name, message) => {
  test('is made for a customer of whom nothing is known, from samples that it names, in every language', async () => {
    for (const locale of locales) {
      const seen = (await lookAt(deps(), about(nobody, message), { locale }))!;
      expect(seen).toMatchObject({ locale, flaw: null, channel: message.channel });
      // Nobody has an address.
      expect(seen.notes).toContain(sampledParts.address);
      if (message.channel === 'whatsapp') {
        expect(seen.whatsapp).toMatchObject({ text: `Demo shop (${locale}). STOP`, content: approved, cost: 15 });
      } else if (message.channel === 'sms') {
        expect(seen.sms?.text).toMatch(/^Demo shop/u);
        expect(seen.sms?.segments).toBeGreaterThan(0);
        expect(seen.sms?.cost).toBeGreaterThan(0);
      } else {
        expect(seen.email?.subject.trim()).not.toBe('');
        expect(seen.email?.html).toContain('</html>');
        expect(seen.email?.text.trim()).not.toBe('');
      }
    }
  });

  test('is asked about: each rule says something, and it is said plainly whether the journey can concern them', async () => {
    // What can concern nobody at all depends on the journey alone.
    const isFirst = listed.find(({ journey }) => journey === message.journey) === message;
    for (const customer of isFirst ? [nobody, rich] : [rich]) {
      const { now, possible, concern } = (await askNow(deps(), about(customer, message)))!;
      expect(now.verdicts.length).toBeGreaterThan(20);
      for (const { sentence } of now.verdicts) expect(sentence).toMatch(/\.$/u);
      expect(now.sentence).toMatch(/^It would (not )?be sent now\./u);
      expect(concern.concerns).toBeTypeOf('boolean');
      if (concern.concerns) continue;
      expect(possible).toEqual({
        at: null,
        sentence: `The journey cannot concern this customer now. ${concern.sentence}`,
      });
    }
  });

  test('is made from what is theirs for a customer who has one of everything', async () => {
    const seen = (await lookAt(deps(), about(rich, message)))!;
    expect(seen).toMatchObject({ flaw: null, notes: [] });
  });
});

test('a WhatsApp message without approved words says so, and goes to nobody', async () => {
  await plantPolicy(gate.db, store, { whatsapp: defaultWhatsapp });
  const message = { journey: 'cartAbandonment', template: 'cart/reminder', channel: 'whatsapp' } as const;
  const seen = (await lookAt(deps(), about(rich, message)))!;
  expect(seen).toMatchObject({ flaw: withheldReasons.no_approved_template, whatsapp: null });
});

test('looking and asking write nothing', async () => {
  expect([await gate.db.$count(runs), await gate.db.$count(messages), await gate.db.$count(outbox)]).toEqual([0, 0, 0]);
});

const textOf = async (journey: string, template: ListedMessage['template']): Promise<string> =>
  (await lookAt(deps(), about(rich, { journey, template, channel: 'email' })))!.email!.text;

test('what a journey is about is the customer’s own: their cart, their parcel, what they sent back', async () => {
  expect(await textOf('cartAbandonment', 'cart/reminder')).toContain('Lamp');
  expect(await textOf('parcelTracking', 'order/shipped')).toContain('https://parcels.example/1');
  expect(await textOf('postPurchase', 'order/review')).toContain('A candle');
  // Of what they sent back nothing is proposed.
  expect(await textOf('afterReturn', 'order/returned')).not.toContain('A candle');
  expect(await textOf('replenishment', 'replenishment/soon')).toContain('A candle');
});

test('a link that confirms a sign-up is nobody’s: looking at it confirms nothing', async () => {
  const { email } = (await lookAt(
    deps(),
    about(rich, { journey: 'doubleOptIn', template: 'consent/confirm', channel: 'email' }),
  ))!;
  const [row] = await gate.db.select().from(confirmations);
  expect(email!.html).toContain('/confirm/');
  expect(email!.html).not.toContain(row!.token);
});

const concern = async (customer: CustomerId, journey: string) => {
  const [message] = messagesOf(journey);
  return (await askNow(deps(), about(customer, message!)))!.concern;
};

describe('a journey that cannot concern a customer says why', () => {
  const said = { storeId: store, mode: 'on', since: new Date(noon), setBy: 'command:test', why: 'a test' } as const;
  const on = async (journey: string) => gate.db.insert(sendingModes).values({ ...said, id: randomUUID(), journey });

  test('it has nothing of what the journey is about', async () => {
    expect(await concern(nobody, 'cartAbandonment')).toEqual({
      concerns: false,
      reason: 'nothing_of_theirs',
      sentence: 'It is about a cart, and there is none for this customer.',
    });
    expect(await concern(nobody, 'afterReturn')).toMatchObject({
      sentence: 'It is about an order that came back, and there is none for this customer.',
    });
    expect(await concern(nobody, 'doubleOptIn')).toMatchObject({ reason: 'nothing_of_theirs' });
    expect(await concern(rich, 'doubleOptIn')).toEqual({ concerns: true });
  });

  test('it is off, or for others', async () => {
    expect(await concern(rich, 'welcome')).toMatchObject({ reason: 'switched_off' });
    await on('welcome');
    expect(await concern(rich, 'welcome')).toEqual({
      concerns: false,
      reason: 'not_for_them',
      sentence: 'It is for people who never bought, and this customer has.',
    });
    expect(await concern(nobody, 'welcome')).toEqual({ concerns: true });
    await on('firstOrder');
    expect(await concern(rich, 'firstOrder')).toMatchObject({ reason: 'not_for_them' });
  });

  test('it has written about the same and does not begin again', async () => {
    await on('parcelTracking');
    expect(await concern(rich, 'parcelTracking')).toEqual({ concerns: true });
    const run = randomUUID() as never;
    const before = new Date(noon - 10 * day);
    await gate.db.insert(runs).values({
      id: run,
      storeId: store,
      journey: 'parcelTracking',
      customerId: rich,
      subject: parcelId(store, 'kept'),
      episode: 1,
      event: { orderId: orderId(store, 'kept'), parcelId: parcelId(store, 'kept') },
      startedAt: before,
      touchedAt: before,
      dueAt: before,
      state: 'closed',
      closedAt: before,
    });
    await gate.db.insert(messages).values({
      id: randomUUID(),
      storeId: store,
      runId: run,
      journey: 'parcelTracking',
      customerId: rich,
      step: 'order/shipped#1',
      channel: 'email',
      template: 'order/shipped',
      purpose: 'transactional',
      state: 'accepted',
      provider: 'scripted',
      providerId: randomUUID(),
      dueAt: before,
      expiresAt: before,
      decidedAt: before,
      verdicts: [],
      key: randomUUID(),
    });
    expect(await concern(rich, 'parcelTracking')).toEqual({
      concerns: false,
      reason: 'cooldown',
      sentence: 'It has written to this customer about the same already, and never begins again.',
    });
    await gate.db.delete(messages);
    await gate.db.delete(runs);
  });
});

test('of a message with several offers the one of the customer’s own arm is named; another one may be asked for', async () => {
  const [message] = messagesOf('cartAbandonment').filter(({ template }) => template === 'cart/offer');
  const seen = new Set<string | null>();
  for (let index = 0; index < 12; index++) {
    const { customer } = await gate.person({ quantity: 3 });
    const first = (await lookAt(deps(), about(customer, message!)))!.offer;
    expect((await lookAt(deps(), about(customer, message!)))!.offer).toBe(first);
    seen.add(first);
  }
  expect(seen).toEqual(new Set(['cartTen', 'none']));
  const { customer } = await gate.person({ quantity: 3 });
  const read = readAskedMessage({ journey: 'cartAbandonment', template: 'cart/offer', offer: 'cartTen' }, specs);
  if (!read.ok) throw new Error('not read');
  const named = (await lookAt(deps(), { store: shop, customer, asked: read.asked }))!;
  expect(named.offer).toBe('cartTen');
  expect(named.email!.text).toContain('SAMPLE');
});
