import { createHash, randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../../../../db/client.ts';
import { suppress } from '../../../../db/customers/suppressions.ts';
import { orderId, productId } from '../../../../db/ids.ts';
import { importCodes } from '../../../../db/offers/pool.ts';
import {
  carts,
  confirmations,
  consents,
  customerAliases,
  customers,
  definitions,
  interests,
  lastContacts,
  loyaltyAccounts,
  orders,
  policyVersions,
  products,
  runs,
  segmentStandings,
  signals,
  unplacedAcceptances,
} from '../../../../db/schema/index.ts';
import type { AlertKind } from '../../../../domain/alerts/alert.ts';
import { type DeliverInput, idempotencyKey } from '../../../../domain/delivery.ts';
import type { CampaignId } from '../../../../domain/ids.ts';
import { isExplored } from '../../../../domain/scores/signals/explore.ts';
import { toInstant } from '../../../../domain/time/instant.ts';
import { plantPolicy } from '../../../stack/policy.ts';
import { addRuns } from '../../pressure/more-runs.ts';
import { addPeople, hour, noon, openShop, type Person, store } from '../../world.ts';
import { firstPrice, firstStock, firstTouch, toldBefore } from '../history/history.ts';
import { alertOf, plantAlerts, plantCampaign } from './plant-told.ts';
import { policyOf } from './policy.ts';
import {
  aboutCart,
  aboutOrder,
  aboutProduct,
  alerts,
  atBestHour,
  byText,
  type JourneyName,
  journeys,
  type PlannedPerson,
  productNames,
  type Story,
  stepApart,
} from '../story/story.ts';

/** One message that is to be decided about. */
export interface Step {
  readonly run: number;
  readonly who: number;
  readonly key: string;
  /** As the workflow asks: moved on by a touch. */
  input: DeliverInput;
  readonly usefulFor: number;
  /** The one before it in its run. */
  readonly before: Step | undefined;
}

export interface Cast {
  readonly people: readonly Person[];
  readonly steps: readonly Step[];
  readonly codes: readonly string[];
}

const day = 24 * hour;

/** An empty database, whatever was in it. */
export const clear = async (db: Database): Promise<void> => {
  const tables = await db.execute<{ name: string }>(
    sql`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  await db.execute(sql.raw(`truncate ${tables.map(({ name }) => name).join(', ')}`));
};

/** The shop of a story, its people and their runs. */
export const plant = async (db: Database, story: Story): Promise<Cast> => {
  await openShop(db, {});
  await db.delete(policyVersions);
  await plantPolicy(db, store, policyOf(story.house));
  const toldAt = new Date(noon - toldBefore);
  await db.insert(definitions).values({
    id: randomUUID(),
    storeId: store,
    name: 'members',
    version: 1,
    state: 'standing',
    body: {
      title: { fr: 'Membres', en: 'Members' },
      goal: { outcome: 'repurchase', within: '90 days' },
      include: { has: 'loyalty' },
    },
    savedBy: 'command:proof',
    why: 'the story',
    savedAt: toldAt,
  });
  await plantAlerts(db, story.house);
  await db.delete(products);
  await db.insert(products).values(
    productNames.map((name) => ({
      id: productId(store, name),
      storeId: store,
      externalId: name,
      title: name,
      translations: {},
      url: `https://shop.example/${name}`,
      price: firstPrice,
      currency: 'EUR',
      stock: firstStock,
      describedAt: toldAt,
      pricedAt: toldAt,
      stockedAt: toldAt,
    })),
  );
  const codes = Array.from({ length: story.house.pool }, (_, index) => `CODE-${String(index).padStart(4, '0')}`);
  if (codes.length > 0) await importCodes(db, { store, offer: 'cartTen', codes, now: new Date(noon) });
  // One customer in ten is left to chance, whatever is known of their hours: the story is about others.
  const drawn = await addPeople(db, story.people.length + 8, { consent: false, sms: true, touchedAt: noon - 2 * hour });
  const today = Math.floor(noon / day);
  const people = drawn.filter(({ customer }) => !isExplored('hour', customer, today)).slice(0, story.people.length);
  await db.delete(runs);
  for (const [index, person] of people.entries()) await plantPerson(db, person, story.people[index]!);
  const campaign = await plantCampaign(db, story.house);
  return { people, steps: await plantRuns(db, story, people, campaign), codes };
};

/** The shop's own id of the order of before the story. */
export const orderOf = (customer: string): string => `order of ${customer}`;

/** So many days before the story. */
const at = (days: number): Date => new Date(noon - days * day);

const plantPerson = async (db: Database, { customer, cart, email }: Person, plan: PlannedPerson): Promise<void> => {
  const own = { storeId: store, customerId: customer };
  await db
    .update(customers)
    .set({ timezone: plan.zone, createdAt: at(plan.knownFor) })
    .where(eq(customers.id, customer));
  await db.insert(customerAliases).values({ ...own, kind: 'id', value: customer });
  const lines = [{ productId: productId(store, plan.product), quantity: plan.quantity, unitPrice: firstPrice }];
  await db.update(carts).set({ lines }).where(eq(carts.id, cart));
  const act = { purpose: 'marketing', state: 'granted', source: 'checkout', proof: {}, at: at(plan.knownFor) } as const;
  const list = plan.consent === 'advice' ? plan.consent : '';
  if (plan.consent !== 'none') await db.insert(consents).values({ ...own, ...act, list, channel: 'email' });
  if (plan.textConsent === 'granted') await db.insert(consents).values({ ...own, ...act, channel: 'sms' });
  if (plan.clicked !== null) await db.insert(lastContacts).values({ ...own, kind: 'click', at: at(plan.clicked) });
  if (plan.ordered !== null) {
    const placedAt = at(plan.ordered);
    const externalId = orderOf(customer);
    const id = orderId(store, externalId);
    const order = { ...own, id, externalId, state: 'placed', lines: [], total: 4_000, currency: 'EUR' } as const;
    const delayedAt = plan.orderLate ? at(0.5) : null;
    await db.insert(orders).values({ ...order, placedAt, updatedAt: placedAt, delayedAt });
  }
  if (plan.bestHour !== null) {
    const looks = { bestHour: plan.bestHour, bestHourBy: 'customer', details: {} as never } as const;
    await db
      .insert(signals)
      .values({ ...own, ...looks, levelsVersion: 1, asOf: toInstant(noon).slice(0, 10), scoredAt: at(1) });
  }
  if (plan.member) await db.insert(loyaltyAccounts).values({ ...own, points: 10, updatedAt: at(1) });
  if (plan.ambassador) {
    const known = { segments: ['ambassador'], primary: 'ambassador', value: 'standard' } as const;
    await db.insert(segmentStandings).values({ ...own, ...known, evaluatedAt: at(1) });
  }
  if (plan.saw !== null) {
    const seen = { visits: [], lastAt: at(1), seenPrice: plan.saw, seenCurrency: 'EUR' };
    await db.insert(interests).values({ ...own, ...seen, productId: productId(store, plan.product) });
  }
  const address = { storeId: store, channel: 'email', address: email } as const;
  if (plan.suppressed) await suppress(db, { ...address, reason: 'manual' }, at(1));
  if (plan.restored) {
    const addressHash = createHash('sha256').update(email).digest('hex');
    const unplaced = { provider: 'resend', providerId: randomUUID(), channel: 'email', addressHash } as const;
    await db.insert(unplacedAcceptances).values({ ...unplaced, acceptedAt: at(1) });
  }
  if (plan.signUp !== null) {
    const asked = { channel: 'email', purpose: 'marketing', source: 'form', proof: {}, address: email } as const;
    const expiresAt = new Date(noon + plan.signUp * hour);
    await db.insert(confirmations).values({ ...own, ...asked, token: randomUUID(), askedAt: at(1), expiresAt });
  }
  if (!plan.address) {
    await db
      .delete(customerAliases)
      .where(and(eq(customerAliases.customerId, customer), eq(customerAliases.kind, 'email')));
  }
};

/** What a message that shows no cart is about. */
const propsOf = (
  journey: JourneyName,
  { customer }: Person,
  { product }: PlannedPerson,
  campaignId: CampaignId,
): DeliverInput['props'] => {
  if (journey === 'sale') return { campaignId, moment: 'launch' };
  if (aboutOrder.includes(journey)) return { orderId: orderId(store, orderOf(customer)) };
  if (!aboutProduct.includes(journey)) return {};
  const kind = (alerts as Readonly<Partial<Record<JourneyName, AlertKind>>>)[journey];
  return { productId: productId(store, product), ...(kind && { alertId: alertOf(product, kind) }) };
};

const plantRuns = async (
  db: Database,
  { runs: planned, people: plans }: Story,
  people: readonly Person[],
  campaign: CampaignId,
) => {
  const steps: Step[] = [];
  for (const [run, { who, journey, dueIn, usefulFor, idle }] of planned.entries()) {
    const { rank, purpose, template: templates } = journeys[journey];
    const [opened] = await addRuns(db, people[who]!, [
      {
        journey,
        rank,
        dueAt: noon + dueIn * hour,
        input: {
          purpose,
          channel: byText.includes(journey) ? 'sms' : 'email',
          ...(idle && { idle: '1 hour' as const }),
          ...(atBestHour.includes(journey) && { hour: 'best' as const }),
          ...(aboutCart.includes(journey) ? {} : { props: propsOf(journey, people[who]!, plans[who]!, campaign) }),
        },
      },
    ]);
    await db
      .update(runs)
      // Before whatever a story does.
      .set({ startedAt: new Date(noon - day), touchedAt: new Date(firstTouch(planned[run]!, noon)) })
      .where(eq(runs.id, opened!.run));
    let before: Step | undefined;
    for (const [index, template] of templates.entries()) {
      const dueAt = noon + (dueIn + index * stepApart) * hour;
      const { idle: untouched, props, ...asked } = opened!.input;
      const input: DeliverInput = {
        ...asked,
        template,
        step: `${template}#1`,
        props: template === 'cart/offer' ? { ...props, offer: 'cartTen' } : props,
        ...(index === 0 && untouched && { idle: untouched }),
        dueAt: toInstant(dueAt),
        expiresAt: toInstant(dueAt + usefulFor * hour),
      };
      before = { run, who, key: idempotencyKey(input), input, usefulFor, before };
      steps.push(before);
    }
  }
  return steps;
};
