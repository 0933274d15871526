import { and, eq, sql } from 'drizzle-orm';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { askSaved } from '../definitions/saved-segments.ts';
import { type PolicyInForce, readPolicy } from '../policies/policies.ts';
import { carts, runs } from '../schema/index.ts';
import { readCampaignFacts } from './campaign.ts';
import { readAlert } from './alert.ts';
import { readBase } from './base.ts';
import { readBestHour } from './best-hour.ts';
import { readCodes } from './offers.ts';
import { readRamps } from './ramps.ts';
import { readForeseen } from './foreseen.ts';
import { readConfirmation } from './confirmation.ts';
import { readDefinitionsOfRun } from './definitions.ts';
import { readIsMember } from './membership.ts';
import { readOrder, readOrderProducts, readParcel } from './orders.ts';
import { readAlternativesOfRun, readCartProducts } from './products.ts';
import { readProposals } from './proposals.ts';
import { readProfile } from '../profiling/read-profile.ts';
import { ownerOfRun } from './owner-of-run.ts';
import { readPaid } from './paid.ts';
import { readAccount, readGuide, readHandover } from './relation.ts';
import { storedOf } from './standing.ts';
import { readSwitches } from './switches.ts';
import type { FactsRequest } from './request.ts';
import { readSmsSpend } from './sms-spend.ts';

export type ReadFacts = typeof readFacts;
export type GateFacts = NonNullable<Awaited<ReturnType<typeof readFacts>>>;

/**
 * Everything that the gate decides and renders from; undefined when the run does not exist. The run's own
 * row names the customer: a merge may have moved it since the run began. Under the customer's lock, the
 * lock must be a statement of its own before this one: a statement reads the snapshot of its beginning.
 */
export const readFacts = async (db: Queries, request: FactsRequest) => {
  const policy = readPolicy(db, request);
  const { base, definitions, ...read } = await together({
    base: readBase(db, request),
    openCarts: request.cart ? readOpenCarts(db, request) : [],
    products: request.cart ? readCartProducts(db, request.cart) : [],
    alternatives: request.cart ? readAlternativesOfRun(db, { cart: request.cart, run: request.run }) : [],
    policy,
    switches: readSwitches(db, request),
    codes: readCodes(db, request),
    foreseen: request.offer ? readForeseen(db, request) : {},
    confirmation: request.confirmation ? readConfirmation(db, request) : undefined,
    ramps: policy.then((known) => (warmsUp(known) ? readRamps(db, request) : undefined)),
    smsSpend: readSmsSpend(db, request),
    isMember: request.membership ? readIsMember(db, request) : false,
    campaign: request.campaign ? readCampaignFacts(db, request, request.campaign) : undefined,
    order: request.order ? readOrder(db, request.order) : undefined,
    orderProducts: request.order ? readOrderProducts(db, request.order) : [],
    alert: request.alert ? readAlert(db, request, request.alert) : undefined,
    parcel: request.parcel ? readParcel(db, request.parcel) : undefined,
    proposals: request.proposals ? readProposals(db, request, request.proposals) : [],
    account: request.loyalty ? readAccount(db, request) : undefined,
    paid: request.tiers ? readPaid(db, request) : 0,
    profile: request.question ? readProfile(db, sql`${ownerOfRun(request.run)}`) : undefined,
    guide: request.guideOf ? readGuide(db, request, request.guideOf) : undefined,
    hour: request.bestHour ? readBestHour(db, request) : undefined,
    handover: request.handover ? readHandover(db, request.handover) : undefined,
    definitions: readDefinitionsOfRun(db, request),
  });
  const { confirmation, switches } = read;
  if (!base || !switches) return undefined;
  const {
    addresses,
    cart,
    cases,
    deliverability,
    pending,
    sent,
    standing,
    statistics,
    visitedAt,
    stockToldAt,
    ...known
  } = base;
  const { storeId, customerId } = base.run;
  const saved = await askSaved(db, definitions, {
    store: { id: storeId, currency: base.store.currency },
    customers: [customerId],
    now: request.now,
    namedBy: [read.policy.policy, read.campaign?.plan.audience],
  });
  return {
    ...known,
    ...read,
    cart: cart ?? undefined,
    cases: request.purpose === 'marketing' ? cases : [],
    deliverability: request.purpose === 'marketing' ? deliverability : undefined,
    pressure: { ...sent, pending },
    visitedAt: visitedAt?.getTime(),
    stockToldAt: stockToldAt ?? undefined,
    standing: storedOf(standing, statistics?.version),
    saved: saved.get(customerId) ?? [],
    addresses: confirmation ? firstOf(addresses, confirmation.address) : addresses,
    switches,
  };
};

/** Whether a sending domain of the store may be warming up: only then is one more question asked. */
const warmsUp = ({ policy }: PolicyInForce): boolean => policy.deliverability.ramps.length > 0;

type Read<Reads> = { readonly [Name in keyof Reads]: Awaited<Reads[Name]> };

/** What each of the reads brings. Sent together: one round trip on a transaction's connection. */
const together = async <Reads extends object>(reads: Reads): Promise<Read<Reads>> => {
  const read = await Promise.all(Object.entries(reads).map(async ([name, one]) => [name, await one] as const));
  return Object.fromEntries(read) as Read<Reads>;
};

/** The address that signed up before the others: that is where its confirmation goes. */
const firstOf = <Address extends { readonly value: string }>(addresses: readonly Address[], value: string) =>
  addresses.toSorted((a, b) => Number(b.value === value) - Number(a.value === value));

/** What the customer of the run left in carts: judged where the message is about one of them. */
const readOpenCarts = async (db: Queries, { run }: FactsRequest) => openCartsQuery(db, { run });

const openCartsQuery = built((db) =>
  db
    .select({ id: carts.id, updatedAt: carts.updatedAt })
    .from(carts)
    .innerJoin(runs, eq(runs.customerId, carts.customerId))
    .where(and(eq(runs.id, given('run')), eq(carts.state, 'open'), sql`jsonb_array_length(${carts.lines}) > 0`)),
);
