import { addressHash } from '../../../db/customers/address-hash.ts';
import type { GateFacts } from '../../../db/facts/read-facts.ts';
import { modesOf } from '../../../db/facts/switches.ts';
import { placeOf } from '../../../domain/civil/place.ts';
import { civilPlace, civilZone } from '../../../domain/civil/zone.ts';
import { isProven } from '../../../domain/consent.ts';
import { type DeliverInput, idempotencyKey } from '../../../domain/delivery.ts';
import { lastReaction } from '../../../domain/pressure/engagement.ts';
import type { CodesFound } from '../../../domain/rules/facts/offers.ts';
import type { Facts, RuleContext } from '../../../domain/rules/context.ts';
import { freshMembership } from '../../../domain/freshness/fresh-segments.ts';
import { knownValue } from '../../../domain/segments/stored.ts';
import { priorPrice } from '../../../domain/alerts/prior-price.ts';
import { fractionOf } from '../../../domain/split.ts';
import { lookEveryMillis } from '../../../domain/switches/look-again.ts';
import { needsOf } from '../../../domain/template-needs.ts';
import type { DemoClock } from '../../../domain/time/clock.ts';
import { type Millis, toMillis } from '../../../domain/time/instant.ts';
import { hourSeen } from './hour-seen.ts';
import { contentSeen } from './content-seen.ts';
import { phoneCountry, smsSeen } from './sms-seen.ts';
import { rampSeen } from './ramp.ts';
import { campaignSeen } from './campaign-seen.ts';
import { offerSeen } from './offer-seen.ts';
import { productsSeen } from './products-seen.ts';
import { proposalsSeen } from './proposals-seen.ts';

/** How early a timer may fire and still count as on time, in milliseconds of the store's time: machines' clocks differ. */
const toleranceMillis = 1_000;

/** The least real time between two looks at a held message, in milliseconds. */
const shortestLookMillis = 5_000;

/** What is known once the message is made. */
interface Made {
  readonly found?: CodesFound | undefined;
  /** Of a text message. */
  readonly segments?: number | undefined;
}

/** What the rules see of `facts` at `now`. */
export const ruleContext = (
  input: DeliverInput,
  facts: GateFacts,
  now: Millis,
  demoClock?: DemoClock,
  { found = {}, segments }: Made = {},
): RuleContext => {
  const { policy } = facts.policy;
  const { run, customer, store, addresses, consents, contacts, openCarts } = facts;
  const products = productsSeen(facts);
  const proposals = proposalsSeen(input, facts);
  const campaign = campaignSeen(input, facts);
  return {
    policy,
    now,
    tolerance: toleranceMillis,
    calendar: store.calendar,
    step: {
      journey: input.journey,
      name: input.step,
      rank: input.rank,
      purpose: input.purpose,
      channel: input.channel,
      dueAt: toMillis(input.dueAt),
      // A moment that was moved is of use for as long as it is now.
      expiresAt: campaign.campaign?.window?.until ?? toMillis(input.expiresAt),
      ...(input.fallback && { fallback: true as const }),
      ...(input.next && { next: input.next }),
      ...(input.idle && { idle: input.idle }),
    },
    run: {
      id: input.run,
      state: run.state,
      ...(run.exitEvent && { exitEvent: run.exitEvent }),
      startedAt: run.startedAt.getTime(),
      touchedAt: touchedAt(input, facts),
    },
    ...('cartId' in input.props && { cart: cartSeen(facts) }),
    ...(products && { products }),
    ...(proposals && { proposals }),
    ...campaign,
    ...(needsOf(input.template)?.alert && { alert: alertSeen(facts) }),
    ...invitationSeen(input, facts),
    ...(needsOf(input.template)?.order && { order: orderSeen(input, facts) }),
    ...contentSeen(input, facts, now),
    ...(input.purpose === 'marketing' && {
      cases: facts.cases.map(({ openedAt, closedAt }) => ({
        askedAt: openedAt.getTime(),
        ...(closedAt && { answeredAt: closedAt.getTime() }),
      })),
    }),
    ...(input.props['offer'] !== undefined && {
      offer: offerSeen(input.props['offer'], facts, { found, now, needed: needsOf(input.template)?.mustOffer }),
    }),
    ...(input.template === 'consent/confirm' && { confirmation: confirmationSeen(facts) }),
    openCarts: openCarts.map(({ id, updatedAt }) => ({ id, updatedAt: updatedAt.getTime() })),
    ...hourSeen(input, facts, now),
    recipient: recipientOf(input, facts),
    pressure: facts.pressure,
    engagement: engagementSeen(facts),
    buyer: buyerSeen(facts, now),
    consents: consents.map(({ proof, at, ...act }) => ({ ...act, at: at.getTime(), proven: isProven(proof) })),
    ...saleSeen(facts),
    about: { categories: categoriesOf(facts) },
    contacts: {
      last: Object.fromEntries(contacts.map(({ kind, at }) => [kind, at.getTime()])),
      knownSince: customer.createdAt.getTime(),
    },
    customer: { erased: customer.erasedAt !== null },
    address: { known: addresses.length > 0 },
    ...unplaced(addresses),
    suppressions: addresses.flatMap(({ suppressed }, index) =>
      suppressed
        .filter(({ until }) => until === null || until.getTime() > now)
        .map(({ until: _until, at, ...row }) => ({ ...row, at: at.getTime(), sameAddress: index === 0 })),
    ),
    switches: switchesSeen(input, facts, demoClock),
    ...rampSeen(input, facts),
    ...smsSeen(input, facts, { now, segments }),
    ...(facts.deliverability && { received: facts.deliverability.received }),
    holdout: { unit: facts.holdoutUnit },
  };
};

/** What the customer is to the shop, the segments that it defined itself included. */
const buyerSeen = (
  { orders, standing, segmentsAt, saved, policy: { policy } }: GateFacts,
  now: Millis,
): RuleContext['buyer'] => {
  const age = { renewedAt: segmentsAt?.getTime(), limit: policy.freshness.segments };
  const known = knownValue(orders, freshMembership(standing, age, now), policy.value, now);
  return { ...orders, ...known, segments: [...known.segments, ...saved] };
};

const invitationSeen = ({ template }: DeliverInput, { isMember }: GateFacts): Pick<RuleContext, 'invitation'> => {
  const to = needsOf(template)?.invitesTo;
  return to === undefined ? {} : { invitation: { to, member: to === 'loyalty' && isMember } };
};

/** The facts without the policy: what is stored with the decision. */
export const factsAlone = ({ policy: _policy, ...facts }: RuleContext): Facts => facts;

/** What restarts the first wait: a cart's own touches, and any look at the shop for what is about looking. */
const touchedAt = ({ template }: DeliverInput, { run, visitedAt = 0 }: GateFacts): Millis => {
  const touched = run.touchedAt.getTime();
  return needsOf(template)?.afterVisit ? Math.max(touched, visitedAt) : touched;
};

const recipientOf = (input: DeliverInput, facts: GateFacts): RuleContext['recipient'] => {
  const { customer, store, run } = facts;
  const country = phoneCountry(input, facts);
  const known = {
    timezone: customer.timezone,
    place: customer.address ? placeOf(customer.address) : undefined,
    phonePlace: country === undefined ? undefined : placeOf({ country }),
  };
  const zone = civilZone(known, store);
  const place = civilPlace(known, zone.zone);
  return {
    ...zone,
    country: place?.country ?? null,
    region: place?.region ?? null,
    spread: fractionOf(`spread/${run.customerId}`),
  };
};

const engagementSeen = ({ contacts, orders, visitedAt }: GateFacts): RuleContext['engagement'] => {
  const reactedAt = lastReaction(
    contacts.map(({ kind, at }) => ({ kind, at: at.getTime() })),
    [orders.lastAt, visitedAt],
  );
  return reactedAt === undefined ? {} : { reactedAt };
};

const unplaced = (addresses: GateFacts['addresses']): Pick<RuleContext, 'unplacedAt'> => {
  const times = addresses.flatMap(({ unplacedAt }) => unplacedAt?.getTime() ?? []);
  return times.length > 0 ? { unplacedAt: Math.max(...times) } : {};
};

/** The newest sale that collected the very address that the message goes to. */
const saleSeen = ({ sales, addresses }: GateFacts): Pick<RuleContext, 'sale'> => {
  const goesTo = addresses[0]?.value;
  if (goesTo === undefined || sales.length === 0) return {};
  const hash = addressHash(goesTo);
  const sale = sales.find(({ addressHash }) => addressHash === hash);
  return sale ? { sale: { at: sale.at.getTime(), categories: sale.categories } } : {};
};

const isAllowed = (hashes: readonly string[], address: string | undefined): boolean =>
  address !== undefined && hashes.length > 0 && hashes.includes(addressHash(address));

const switchesSeen = (
  input: DeliverInput,
  { switches, allowed, addresses }: GateFacts,
  demoClock: DemoClock | undefined,
): RuleContext['switches'] => {
  const { modes, pauses } = switches;
  return {
    ...modesOf(modes, input.journey),
    allowlisted: allowed.customer || isAllowed(allowed.addresses, addresses[0]?.value),
    pauses,
    place: fractionOf(idempotencyKey(input)),
    // Compressed time goes on: a look costs as much as ever.
    lookEvery: Math.max(lookEveryMillis, shortestLookMillis * (demoClock?.rate ?? 1)),
  };
};

const confirmationSeen = ({ confirmation, addresses }: GateFacts): NonNullable<RuleContext['confirmation']> | null =>
  confirmation
    ? {
        expiresAt: confirmation.expiresAt.getTime(),
        sameAddress: addresses[0]?.value === confirmation.address,
      }
    : null;

/** Of everything that the message shows. */
const categoriesOf = ({ products, orderProducts, proposals }: GateFacts): readonly string[] => [
  ...new Set([...products, ...orderProducts, ...proposals].flatMap(({ category }) => category ?? [])),
];

const alertSeen = ({ alert }: GateFacts): NonNullable<RuleContext['alert']> | null => {
  if (!alert) return null;
  const { prices, ...known } = alert;
  const prior = priorPrice(prices);
  return { ...known, ...(prior && { prior }) };
};

const orderSeen = ({ template }: DeliverInput, { order }: GateFacts): NonNullable<RuleContext['order']> | null =>
  order
    ? {
        id: order.id,
        state: order.state,
        late: order.delayedAt !== null && order.state !== 'delivered',
        ...(needsOf(template)?.delay && { tellsDelay: true as const }),
      }
    : null;

const cartSeen = (facts: GateFacts): NonNullable<RuleContext['cart']> | null => {
  if (!facts.cart) return null;
  return {
    id: facts.cart.id,
    state: facts.cart.state,
    lines: facts.cart.lines.length,
    updatedAt: facts.cart.updatedAt.getTime(),
  };
};
