import { randomInt, randomUUID } from 'node:crypto';
import { createActivities } from '../../activities/index.ts';
import type { Pace } from '../../activities/pace/pace.ts';
import { resendProvider } from '../../activities/providers/resend.ts';
import type { Provider } from '../../activities/providers/provider.ts';
import type { GateDeps } from '../../activities/deliver/deps.ts';
import type { Render } from '../../activities/templates/view.ts';
import type { Database } from '../../db/client.ts';
import { cartId, productId } from '../../db/ids.ts';
import {
  carts,
  consents,
  customerAliases,
  customers,
  messages,
  policyVersions,
  products,
  runs,
  stores,
} from '../../db/schema/index.ts';
import { type DeliverInput, idempotencyKey } from '../../domain/delivery.ts';
import type { CustomerId, RunId, StoreId } from '../../domain/ids.ts';
import { defaultOffers, type OfferPolicy, type OffersPolicy } from '../../domain/policy/offers.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { anyHour, anySms, plantPolicy } from '../stack/policy.ts';
import { pino } from 'pino';
import { and, eq } from 'drizzle-orm';

export const store = 'demo' as StoreId;
export const noon = Date.UTC(2026, 5, 10, 12);
export const minute = 60_000;
export const hour = 60 * minute;

const lamp = productId(store, 'lamp');

/**
 * The shop that every case happens in. Many run on the real clock, or for hours: unless told it writes at any hour,
 * and texts whoever may be texted; `{}` leaves it what a new store has.
 */
export const openShop = async (db: Database, policy: Partial<Policy> = { ...anyHour, ...anySms }): Promise<void> => {
  await db.insert(stores).values({
    id: store,
    name: 'Demo shop',
    url: 'https://shop.example',
    locale: 'en',
    timezone: 'Europe/Paris',
    currency: 'EUR',
    sender: 'Shop <hello@shop.example>',
    createdAt: new Date(noon),
  });
  await db.insert(products).values({
    id: lamp,
    storeId: store,
    externalId: 'lamp',
    title: 'Lamp',
    translations: {},
    price: 2_500,
    currency: 'EUR',
  });
  await setOffers(db, { cartTen });
  await plantPolicy(db, store, policy);
};

/** Another version of the store's offers, in force at `at`; what is not given is as by default. */
export const setOffers = async (
  db: Database,
  byId: OffersPolicy['byId'],
  more: Partial<Omit<OffersPolicy, 'byId'>> = {},
  at = noon - 48 * hour,
): Promise<void> => {
  const version = (await db.select().from(policyVersions)).length + 1;
  await db.insert(policyVersions).values({
    id: randomUUID(),
    storeId: store,
    section: 'offers',
    version,
    body: { ...defaultOffers, ...more, byId },
    effectiveAt: new Date(at),
    savedBy: 'command:test',
    savedAt: new Date(at),
  });
};

/** Ten percent for baskets of 50 EUR and more, with a code of each customer's own. */
export const cartTen: OfferPolicy = {
  gives: { kind: 'percent', percent: 10 },
  to: [{ basketFrom: 5_000 }],
  codes: { from: 'generated', prefix: 'TEN-' },
  validity: { for: '7 days', ends: 'day' },
  otherwise: 'without',
  whenEmpty: 'without',
  afterChange: 'keep',
  afterReturn: 'spent',
};

/** A customer with consent, an address, a cart and a run that waits for its first message. */
export interface Person {
  readonly customer: CustomerId;
  readonly run: RunId;
  readonly cart: ReturnType<typeof cartId>;
  readonly email: string;
  readonly phone: string;
  readonly input: DeliverInput;
  readonly key: string;
}

export interface PersonOptions {
  readonly consent?: boolean;
  readonly touchedAt?: number;
  /** When the run began; at the touch, where nothing else is said. */
  readonly startedAt?: number;
  readonly quantity?: number;
  /** With a phone number and consent to text messages, which the step is about. */
  readonly sms?: boolean;
  readonly input?: Partial<DeliverInput>;
}

export const addPerson = async (db: Database, options: PersonOptions = {}): Promise<Person> =>
  (await addPeople(db, 1, options))[0]!;

/** Several of them, in one statement a table. */
export const addPeople = async (db: Database, count: number, options: PersonOptions = {}): Promise<Person[]> => {
  const touchedAt = new Date(options.touchedAt ?? noon - hour);
  const people = Array.from({ length: count }, () => newPerson(options));
  const own = people.map(({ customer }) => ({ storeId: store, customerId: customer }));
  await db
    .insert(customers)
    .values(people.map(({ customer }) => ({ id: customer, storeId: store, firstName: 'Ada', createdAt: touchedAt })));
  await db
    .insert(customerAliases)
    .values(people.map(({ email }, index) => ({ ...own[index]!, kind: 'email' as const, value: email })));
  if (options.sms) {
    await db
      .insert(customerAliases)
      .values(people.map(({ phone }, index) => ({ ...own[index]!, kind: 'phone' as const, value: phone })));
  }
  if (options.consent !== false) {
    const act = { channel: 'email', purpose: 'marketing', state: 'granted', source: 'checkout', proof: {} } as const;
    const at = new Date(noon - 48 * hour);
    await db.insert(consents).values(own.map((one) => ({ ...one, ...act, at })));
    if (options.sms)
      await db.insert(consents).values(own.map((one) => ({ ...one, ...act, channel: 'sms' as const, at })));
  }
  await db.insert(carts).values(
    people.map(({ cart }, index) => ({
      ...own[index]!,
      id: cart,
      externalId: cart,
      state: 'open' as const,
      stage: 'cart' as const,
      lines: [{ productId: lamp, quantity: options.quantity ?? 1, unitPrice: 2_500 }],
      currency: 'EUR',
      updatedAt: touchedAt,
      createdAt: touchedAt,
    })),
  );
  await db.insert(runs).values(
    people.map(({ cart, run, input }, index) => ({
      ...own[index]!,
      id: run,
      journey: input.journey,
      rank: 'cart' as const,
      purpose: 'marketing' as const,
      subject: cart,
      episode: 1,
      event: { cartId: cart },
      startedAt: new Date(options.startedAt ?? touchedAt),
      touchedAt,
      dueAt: new Date(noon),
      state: 'open' as const,
    })),
  );
  return people;
};

/** Numbers of France's own test range are few: these are of nobody in a test, each once. */
let phones = randomInt(10_000_000, 80_000_000);

const newPerson = (options: PersonOptions): Person => {
  const name = randomUUID();
  const customer = randomUUID() as CustomerId;
  const run = randomUUID() as RunId;
  const cart = cartId(store, name);
  const input: DeliverInput = {
    run,
    store,
    journey: 'cartAbandonment',
    customer,
    step: 'cart/reminder#1',
    channel: options.sms ? 'sms' : 'email',
    template: 'cart/reminder',
    props: { cartId: cart },
    purpose: 'marketing',
    rank: 'cart',
    dueAt: toInstant(noon),
    expiresAt: toInstant(noon + 12 * hour),
    ...options.input,
  };
  return {
    customer,
    run,
    cart,
    email: `${name}@shop.example`,
    phone: `+336${phones++}`,
    input,
    key: idempotencyKey(input),
  };
};

export const consentOf = async (
  db: Database,
  customer: CustomerId,
  state: 'granted' | 'withdrawn',
  at: number,
): Promise<void> => {
  await db.insert(consents).values({
    storeId: store,
    customerId: customer,
    channel: 'email',
    purpose: 'marketing',
    state,
    at: new Date(at),
    source: 'checkout',
    proof: {},
  });
};

/** Orders as intake does it: the customer's lock first, then the exit of the run, in one transaction. */
export const buy = async (db: Database, person: Pick<Person, 'customer' | 'run'>, at = noon): Promise<void> => {
  await db.transaction(async (transaction) => {
    await transaction.select().from(customers).where(eq(customers.id, person.customer)).for('update');
    await transaction
      .update(runs)
      .set({ exitEvent: 'order.placed', exitedAt: new Date(at) })
      .where(eq(runs.id, person.run));
  });
};

export const stepOf = async (db: Database, person: Person) => {
  const [row] = await db
    .select()
    .from(messages)
    .where(and(eq(messages.runId, person.run), eq(messages.step, person.input.step)));
  return row;
};

/** Shows what it was given, so that a test sees what was rendered; of a text message that has to be short, its name. */
export const plainRender: Render = async (template, locale, view, sms) => ({
  subject: `${template} ${locale}`,
  html: `<p>${('cart' in view ? view.cart.lines : []).map(({ title, quantity }) => `${quantity} ${title}`).join(', ')}</p>`,
  text: sms?.wayOut ? `${view.shop.name}: ${template}\nReply STOP to opt out` : JSON.stringify(view),
});

export const silent = pino({ level: 'silent' });

/** Every call at once: what is not about rates does not wait for turns. */
const unpaced: Pace = { take: async () => ({ may: 'call', giveBack: () => {} }), heed: async () => {} };

/** What the gate may rely on of a provider with keys, for those that a test writes itself. */
export const keyed = {
  name: 'scripted',
  supportsKey: true,
  keyTtlMillis: 24 * hour,
  replaysErrors: false,
  canList: false,
  maxBatch: 1,
  rateFromHeaders: false,
  perSecond: Number.POSITIVE_INFINITY,
  timeoutMillis: 2_000,
} as const;

/** A gate as the worker builds it, with what a case changes. */
export const createGate = (deps: Pick<GateDeps, 'db' | 'clock'> & Partial<GateDeps> & { readonly email: Provider }) => {
  const { email, ...rest } = deps;
  return createActivities({
    render: plainRender,
    pace: unpaced,
    publicUrl: 'https://journeys.shop.example',
    logger: silent,
    providers: { email },
    ...rest,
  });
};

export const fakeEmail = (baseUrl: string, timeoutMillis = 500): Provider =>
  resendProvider({ apiKey: 're_test', baseUrl, timeoutMillis, realClock: systemClock() });
