import { v7 } from 'uuid';
import { createKey } from '../../../api/access/keys/keys.ts';
import type { Database } from '../../../db/client.ts';
import {
  definitions,
  erasures,
  messages,
  offerCodes,
  operators,
  policyVersions,
  runs,
  suppressions,
} from '../../../db/schema/index.ts';
import { askForTest } from '../../../api/operate/test-send/ask.ts';
import { cartId } from '../../../db/ids.ts';
import { defaultOffers, type OfferPolicy } from '../../../domain/policy/offers.ts';
import { pauseSending } from '../../../api/operate/switches/pause.ts';
import { saveCampaign } from '../../../api/season/save-campaign.ts';
import { insertModel } from '../../../db/scoring/models.ts';
import { readStore } from '../../../db/shop/stores.ts';
import type { Definition } from '../../../domain/definitions/definition.ts';
import type { Campaign } from '../../../domain/season/campaign.ts';
import { campaignPaths } from '../../../domain/season/paths.ts';
import { everything } from '../../../domain/switches/pause.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { and, eq } from 'drizzle-orm';
import { noon, seal } from '../intake-server.ts';
import { cart } from '../told.ts';

/** What a store has that another one must neither see nor touch, under names that both stores use or could guess. */
export interface Belongings {
  readonly event: string;
  readonly customer: string;
  readonly run: string;
  readonly message: string;
  readonly erasure: string;
  readonly offer: string;
  readonly code: string;
  readonly pause: string;
  readonly testSend: string;
  readonly campaign: string;
  readonly definition: string;
  /** Of signing keys. */
  readonly line: string;
}

/** Names of nothing in any store. */
export const nothing: Belongings = {
  event: 'event-none',
  customer: 'nobody',
  run: v7(),
  message: v7(),
  line: v7(),
  erasure: v7(),
  offer: 'none',
  code: 'NONE-0',
  pause: v7(),
  testSend: v7(),
  campaign: 'none',
  definition: 'none',
};

/** A segment that a store defined itself. */
export const definition: Definition = {
  title: { fr: 'Bienvenus', en: 'Welcome ones' },
  goal: { outcome: 'purchase', within: '30 days' },
  include: { has: 'email' },
};

/** A campaign that lies ahead. */
export const campaignPlan: Campaign = {
  kind: 'sales',
  label: { fr: 'Soldes', en: 'Sale' },
  opens: '2026-08-26T08:00',
  ends: '2026-09-15T23:00',
  hours: [],
  moments: {},
  paths: campaignPaths,
  spread: '1 hour',
};

const pooledOffer: OfferPolicy = {
  gives: { kind: 'percent', percent: 10 },
  codes: { from: 'pool' },
  validity: { for: '7 days', ends: 'day' },
  otherwise: 'without',
  whenEmpty: 'without',
  afterChange: 'keep',
  afterReturn: 'reopen',
};

const signing = (store: StoreId) => ({ store, kind: 'signing', scopes: ['ingest'], origins: [] }) as const;

/** Fills a store with one of everything; `post` tells events under a key of it. */
export const furnish = async (
  db: Database,
  store: StoreId,
  post: (event: object) => Promise<unknown>,
): Promise<Belongings> => {
  const event = cart({ id: `ada of ${store}`, email: `ada@${store}.example` }, `cart of ${store}`);
  await post(event);
  const [run] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.storeId, store), eq(runs.subject, cartId(store, `cart of ${store}`))));
  const message = v7();
  const at = new Date(noon);
  await db.insert(messages).values({
    id: message,
    storeId: store,
    runId: run!.id,
    journey: run!.journey,
    customerId: run!.customerId,
    step: 'cart/reminder#1',
    channel: 'email',
    template: 'cart/reminder',
    purpose: 'marketing',
    state: 'withheld',
    reason: 'no_consent',
    dueAt: at,
    expiresAt: at,
    decidedAt: at,
    verdicts: [{ rule: 'consent', says: 'withheld', reason: 'no_consent', saw: { consent: null } }],
    key: `${run!.id}/cart/reminder#1/email`,
  });
  // An offer and a code of names that the other store does not have.
  const offer = `offer-${store}`;
  const code = `CODE-${store}`;
  await db.insert(policyVersions).values({
    id: v7(),
    storeId: store,
    section: 'offers',
    version: 1,
    body: { ...defaultOffers, byId: { [offer]: pooledOffer } },
    effectiveAt: at,
    savedBy: 'command:test',
    savedAt: at,
  });
  await db.insert(offerCodes).values({
    id: v7(),
    storeId: store,
    offer,
    code,
    source: 'pool',
    state: 'given',
    customerId: run!.customerId,
    terms: { gives: pooledOffer.gives, validity: pooledOffer.validity },
    expiresAt: new Date(noon + 86_400_000),
    reservedAt: at,
    givenAt: at,
    createdAt: at,
  });
  await db.insert(suppressions).values({
    storeId: store,
    channel: 'email',
    address: `${message}@matrix.example`,
    reason: 'manual',
    at,
  });
  const erasure = v7();
  await db.insert(erasures).values({
    id: erasure,
    storeId: store,
    customerId: run!.customerId,
    names: [],
    requestedBy: 'command:test',
    requestedAt: at,
    workflows: [],
    state: 'open',
  });
  const wish = { scope: everything, rule: 'shift', spreadSeconds: 600 } as const;
  const { id: pause } = await pauseSending(db, store, wish, { at: noon, actor: 'command:test', why: 'a test' });
  const named = `buyers-of-${store}`;
  const kept = { id: v7(), storeId: store, name: named, version: 1, body: definition, state: 'standing' } as const;
  await db.insert(definitions).values({ ...kept, savedBy: 'command:test', why: 'a test', savedAt: at });
  await insertModel(db, {
    id: v7(),
    storeId: store,
    kind: 'orders',
    name: 'mbg',
    windowFrom: '2026-01-01',
    windowTo: '2026-06-01',
    customers: 600,
    observations: 700,
    share: 1,
    parameters: {},
    standardErrors: {},
    logLikelihood: -1,
    holdout: {
      unseen: 'later days',
      from: '2026-05-01',
      to: '2026-06-01',
      count: 600,
      measure: 'rmse',
      error: 1,
      baseline: { name: 'nbd', error: 2 },
      foreseen: 1,
      actual: 1,
    },
    state: 'kept',
    fittedAt: at,
  });
  const campaign = `sale-of-${store}`;
  const saved = await saveCampaign(
    db,
    (await readStore(db, store))!,
    { name: campaign, plan: campaignPlan, basedOn: 0 },
    { at: noon, actor: 'command:test', why: 'a test' },
  );
  if (saved.outcome !== 'saved') throw new Error(`the campaign was not saved: ${saved.outcome}`);
  const grace = { id: v7(), name: 'grace', email: 'grace@shop.example', passwordHash: 'none', createdAt: at };
  await db.insert(operators).values(grace).onConflictDoNothing();
  const [operator] = await db.select().from(operators).where(eq(operators.name, 'grace'));
  const asked = {
    store,
    customer: run!.customerId,
    operator: operator!.id,
    message: {
      journey: run!.journey,
      channel: 'email',
      template: 'cart/reminder',
      purpose: 'marketing',
      rank: 'cart',
      expires: '12 hours',
      props: {},
      trigger: 'cart.updated',
      ids: {},
    },
  } as const;
  const { id: testSend } = await askForTest(db, asked, { at: noon, actor: 'command:test' });
  return {
    event: encodeURIComponent(String(event['id'])),
    customer: encodeURIComponent(`ada of ${store}`),
    run: run!.id,
    message,
    line: (await createKey({ db, clock: { now: () => noon }, seal }, signing(store), 'command:test')).line,
    erasure,
    offer,
    code,
    pause,
    testSend,
    campaign,
    definition: named,
  };
};
