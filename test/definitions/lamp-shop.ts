import { and, desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { specs } from '../../api/specs.ts';
import { customerAliases, runs } from '../../db/schema/index.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { addKey, store, useIntake } from '../api/intake-server.ts';
import { cart, order, told } from '../api/told.ts';
import { runCli } from '../cli/run-cli.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { createGate, fakeEmail, hour, noon } from '../gate/world.ts';
import { anyHour, plantPolicy } from '../stack/policy.ts';

/** A journey of carts that only buyers of lamps enter. */
const lampCarts: JourneySpec = {
  ...specs.find(({ name }) => name === 'cartAbandonment')!,
  name: 'lampCarts',
  entry: { segments: ['saved:lamp-buyers'] },
};

const day = 24 * 60;
export const person = (name: string) => ({ id: name, email: `${name}@shop.example` });

/** What the api says of definitions. */
interface Told {
  readonly segment: string;
  readonly version: number;
  readonly state: string;
  readonly sentence: string;
  readonly size: number;
  readonly examples: readonly string[];
  readonly customers: readonly string[];
  readonly versions: readonly { readonly version: number; readonly why: string; readonly savedBy: string }[];
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly fields: readonly { readonly field: string; readonly problem: string }[];
  };
}

export const words = {
  title: { fr: 'Acheteurs de lampes', en: 'Lamp buyers' },
  goal: { outcome: 'repurchase', within: '30 days' },
};
/** Who bought a lamp within a year, and nothing within a week. */
export const lampBuyers = {
  ...words,
  include: { orders: { category: 'lamps', within: '365 days' } },
  exclude: { orders: { within: '7 days' } },
};

/** A shop of lamps that defines segments: Ada bought a lamp long ago, Eve did last week, Bob never bought. */
export const useLampShop = () => {
  const intake = useIntake([...specs, lampCarts]);
  const key = makeApiKey();
  let fake: FakeResend;

  const run = async (...args: readonly string[]) =>
    runCli('definitions/main.ts', [...args, '--store', store], { DATABASE_URL: intake.databaseUrl() });

  beforeAll(async () => {
    fake = await startFakeResend();
    await addKey(intake.db, store, key, { scopes: ['operate', 'read'] });
    await plantPolicy(intake.db, store, anyHour);
    const agreed = { channel: 'email', purpose: 'marketing', state: 'granted', source: 'form' };
    const { customer: _none, ...lamp } = told(
      'product.upserted',
      {},
      {
        productId: 'sku-1',
        title: 'Lamp',
        category: 'lamps',
        price: { amount: 3990, currency: 'EUR' },
        stock: 100,
      },
    );
    await intake.post([
      lamp,
      ...['ada', 'bob', 'eve'].map((name) => told('customer.consent_changed', person(name), agreed, -400 * day)),
      order(person('ada'), 'of ada', -100 * day),
      order(person('eve'), 'of eve', -5 * day),
      order(person('eve'), 'of eve before', -100 * day),
    ]);
  });
  afterAll(async () => fake.stop());

  const ask = async (method: string, path: string, body?: object) => {
    const response = await intake.request(path, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Told };
  };

  const save = async (name: string, definition: object, basedOn = 0, why = 'the sales') =>
    ask('PUT', `/v1/definitions/${name}`, { definition, basedOn, why });

  const customerOf = async (name: string) =>
    (await intake.db.select().from(customerAliases).where(eq(customerAliases.value, name)))[0]!.customerId;

  /** One attempt of the gate at the first message of somebody's newest cart, or at the one that shows an offer. */
  const attempt = async (name: string, offer?: string) => {
    const customer = await customerOf(name);
    const [run] = await intake.db
      .select()
      .from(runs)
      .where(and(eq(runs.customerId, customer), eq(runs.journey, 'cartAbandonment'), eq(runs.state, 'open')))
      .orderBy(desc(runs.startedAt));
    const now = intake.clock.now();
    const input: DeliverInput = {
      run: run!.id,
      store,
      journey: run!.journey,
      customer,
      step: offer ? 'cart/offer#1' : 'cart/reminder#1',
      channel: 'email',
      template: offer ? 'cart/offer' : 'cart/reminder',
      props: { ...run!.event, ...(offer && { offer }) },
      purpose: 'marketing',
      rank: 'cart',
      dueAt: toInstant(now),
      expiresAt: toInstant(now + 12 * hour),
    };
    const { plan: _plan, ...outcome } = await createGate({
      db: intake.db,
      clock: intake.clock,
      email: fakeEmail(fake.url),
    }).deliver(input);
    return outcome;
  };

  /** People who agreed, with a cart of now; of whom it is said, with a lamp bought long ago. */
  const arrive = async (names: readonly string[], { lamps }: { readonly lamps: readonly string[] }): Promise<void> => {
    const agreed = { channel: 'email', purpose: 'marketing', state: 'granted', source: 'form' };
    await intake.post([
      ...names.map((name) => told('customer.consent_changed', person(name), agreed, -400 * day)),
      ...lamps.map((name) => order(person(name), `lamp of ${name}`, -100 * day)),
      ...names.map((name) => cart(person(name), `cart of ${name}`, minute())),
    ]);
  };
  const minute = () => (intake.clock.now() - noon) / 60_000;
  const put = async (section: string, policy: object, basedOn: number) =>
    expect((await ask('PUT', `/v1/policies/${section}`, { policy, basedOn, why: 'x' })).status).toBe(200);
  const acceptances = () => fake.acceptances();
  return { intake, run, ask, save, customerOf, attempt, arrive, minute, put, acceptances };
};
