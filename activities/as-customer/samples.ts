import { NIL } from 'uuid';
import type { GateFacts } from '../../db/facts/read-facts.ts';
import { alertKinds } from '../../domain/alerts/alert.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import type { CampaignId, OrderId, ProductId, StoreId } from '../../domain/ids.ts';
import { proposeProducts } from '../../domain/products/propose.ts';
import { needsOf, type TemplateNeeds } from '../../domain/template-needs.ts';
import { type Campaign, hourMoments } from '../../domain/season/campaign.ts';
import { campaignPaths } from '../../domain/season/paths.ts';
import type { SampledPart } from '../../domain/test-send.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import type { Lacking } from '../../domain/rules/facts/content.ts';
import { contentSeen } from '../deliver/context/content-seen.ts';
import { proposalsSeen } from '../deliver/context/proposals-seen.ts';
import { renderInputs } from '../deliver/message/view.ts';

type ProductRow = GateFacts['proposals'][number];

/** What stands in for what a customer has not. */
export interface Supply {
  readonly now: Millis;
  /** What sells most in the shop: a sample shows what the shop sells, where that is known. */
  readonly bestSellers: readonly ProductRow[];
  /** Where the pictures of invented products are served; without it they have none. */
  readonly pictures?: string | undefined;
}

/** Facts that a message can be shown from, and what of them was invented. */
export interface Sampled {
  readonly facts: GateFacts;
  readonly sampled: readonly SampledPart[];
}

/**
 * The facts with samples in the place of what the message needs and the customer has not. Only for a message that is
 * looked at: rules judge what is.
 */
export const withSamples = (input: DeliverInput, facts: GateFacts, supply: Supply): Sampled => {
  const needs = needsOf(input.template) ?? {};
  const fills: readonly Fill[] = [
    address,
    // A real link would confirm the sign-up of whoever it belongs to.
    ...(input.template === 'consent/confirm' ? [confirmation] : []),
    ...(Object.keys(needs) as (keyof TemplateNeeds)[]).map((need) => ofNeeds[need]),
    ...(input.template.startsWith('cart/') ? [cart] : []),
    ...(input.props['campaignId'] === undefined ? [] : [campaign]),
  ];
  return fills.reduce<Sampled>(
    (known, fill) => {
      const filled = fill(input, known.facts, supply);
      if (!filled) return known;
      const sampled = filled.part ? [...known.sampled, filled.part] : known.sampled;
      return { facts: { ...known.facts, ...filled.facts }, sampled };
    },
    { facts, sampled: [] },
  );
};

/** What replaces facts, and what is to be said of it; undefined where nothing is missing. */
type Fill = (
  input: DeliverInput,
  facts: GateFacts,
  supply: Supply,
) => { readonly part?: SampledPart; readonly facts: Partial<GateFacts> } | undefined;

const address: Fill = ({ channel }, { addresses }) =>
  addresses.length > 0
    ? undefined
    : {
        part: 'address',
        facts: {
          addresses: [
            { value: channel === 'email' ? 'sample@customer.example' : 'no number', suppressed: [], unplacedAt: null },
          ],
        },
      };

const confirmation: Fill = (_input, { confirmation: real, addresses }, { now }) => ({
  ...(!real && { part: 'confirmation' as const }),
  facts: {
    confirmation: {
      token: NIL,
      address: real?.address ?? addresses[0]!.value,
      expiresAt: real?.expiresAt ?? new Date(now + 48 * 3_600_000),
    },
  },
});

const order: Fill = ({ template }, facts, supply) => {
  if (facts.order) return undefined;
  const products = shelf(facts, supply);
  const lines = linesOf(products);
  const isLate = needsOf(template)?.delay;
  return {
    part: 'order',
    facts: {
      order: {
        id: NIL as OrderId,
        externalId: '10042',
        state: isLate ? 'shipped' : 'delivered',
        lines,
        total: lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0),
        currency: facts.store.currency,
        delayedAt: isLate ? new Date(supply.now) : null,
      },
      orderProducts: products,
    },
  };
};

const parcel: Fill = (_input, facts) =>
  facts.parcel
    ? undefined
    : { part: 'parcel', facts: { parcel: { carrier: 'Colissimo', trackingUrl: facts.store.url } } };

const proposals: Fill = (input, facts, supply) => {
  const needs = needsOf(input.template)!;
  const seen = proposalsSeen(input, facts);
  const { products } = facts.policy.policy;
  // A message that may also go out without any shows what it has.
  const isEmpty = needs.mustPropose || needs.proposals === 'same';
  if (!seen || !isEmpty || proposeProducts(seen, products, supply.now).shown.length > 0) return undefined;
  const isAboutOne = needs.proposals === 'same';
  const shown = shelf(facts, supply).slice(0, isAboutOne ? 1 : undefined);
  return {
    part: isAboutOne ? 'product' : 'products',
    facts: { proposals: shown, policy: easyGoing(facts.policy) },
  };
};

/** After the proposals: it happened to what they show. */
const alert: Fill = ({ template }, { alert: real, proposals: [product], store }, { now }) => {
  if (real) return undefined;
  const kind = alertKinds.find((one) => template === `alert/${one}`);
  const price = product?.price ?? null;
  if (!kind) return undefined;
  const costs = (daysAgo: number, part: number) =>
    price === null
      ? []
      : [{ at: now - daysAgo * 86_400_000, price: Math.round(price * part), currency: store.currency }];
  return {
    part: 'alert',
    facts: {
      alert: {
        kind,
        product: { price, currency: store.currency, stock: kind === 'low-stock' ? 2 : null },
        seen: null,
        prices: [...costs(60, 1.25), ...costs(0, 1)],
      },
    },
  };
};

const cart: Fill = (input, facts, supply) => {
  if (renderInputs(input, facts, { unsubscribeUrl: facts.store.url, now: supply.now })) return undefined;
  const products = shelf(facts, supply);
  const at = new Date(supply.now);
  return {
    part: 'cart',
    facts: {
      cart: {
        id: NIL as NonNullable<GateFacts['cart']>['id'],
        externalId: 'sample',
        state: 'open',
        stage: 'cart',
        lines: linesOf(products),
        currency: facts.store.currency,
        url: null,
        linesAt: at,
        updatedAt: at,
      },
      products,
      alternatives: [],
      policy: easyGoing(facts.policy),
    },
  };
};

const campaign: Fill = (input, facts, { now }) => {
  if (renderInputs(input, facts, { unsubscribeUrl: facts.store.url, now })) return undefined;
  const day = (days: number): string => toInstant(now + days * 86_400_000).slice(0, 10);
  const plan: Campaign = {
    kind: 'sales',
    label: { fr: 'Soldes', en: 'Sale' },
    opens: `${day(30)}T08:00`,
    second: `${day(37)}T08:00`,
    third: `${day(44)}T08:00`,
    ends: `${day(51)}T23:00`,
    hours: hourMoments.map((_, index) => ({
      from: `${day(51)}T${10 + index}:00`,
      until: `${day(51)}T${11 + index}:00`,
      says: { fr: '10 % de plus sur une sélection.', en: 'Another 10% off a selection.' },
    })),
    moments: {},
    paths: campaignPaths,
    spread: '0s',
  };
  return { part: 'campaign', facts: { campaign: { id: NIL as CampaignId, state: 'planned', plan } } };
};

/** True where the message lives on something that is not there. */
const lacks = (input: DeliverInput, facts: GateFacts, { now }: Supply, ...what: readonly Lacking[]): boolean => {
  const lacking = contentSeen(input, facts, now).content?.lacks;
  return lacking !== undefined && what.includes(lacking);
};

const guide: Fill = (input, facts, supply) =>
  lacks(input, facts, supply, 'guide')
    ? { part: 'guide', facts: { guide: { url: facts.store.url, title: { fr: 'Bien débuter', en: 'How to begin' } } } }
    : undefined;

const loyalty: Fill = (input, facts, supply) =>
  lacks(input, facts, supply, 'points', 'account')
    ? { part: 'points', facts: { account: { points: 240, tier: null } } }
    : undefined;

const question: Fill = (input, facts, supply) =>
  lacks(input, facts, supply, 'question')
    ? {
        part: 'question',
        facts: { profile: { interest: true, birthday: false, channel: true, categories: [] } },
      }
    : undefined;

const handover: Fill = (input, facts, supply) => {
  if (!lacks(input, facts, supply, 'appointment', 'pickup')) return undefined;
  const { store, order: about } = facts;
  const after = (hours: number): Date => new Date(supply.now + hours * 3_600_000);
  return {
    part: 'handover',
    facts: {
      handover: {
        orderId: NIL as OrderId,
        storeId: 'sample' as StoreId,
        appointmentFrom: after(24),
        appointmentTo: after(26),
        appointmentUrl: null,
        appointmentToldAt: after(0),
        readyAt: after(0),
        pickupPlace: store.name,
        pickupUntil: after(7 * 24),
      },
      ...(about && { order: { ...about, state: 'shipped' } }),
    },
  };
};

const page: Fill = (input, facts, supply) => {
  if (!lacks(input, facts, supply, 'page')) return undefined;
  const { policy, store } = facts;
  const { brand } = policy.policy;
  const { page: needed, anyPage = [] } = needsOf(input.template)!;
  const missing = needed ? [needed] : anyPage;
  const pages = { ...brand.pages, ...Object.fromEntries(missing.map((one) => [one, store.url])) };
  return {
    part: 'page',
    facts: { policy: { ...policy, policy: { ...policy.policy, brand: { ...brand, pages } } } },
  };
};

/** What a letter needs, one line each: the compiler names the one that is missing. */
const ofNeeds: { readonly [Need in keyof Required<TemplateNeeds>]: Fill } = {
  order,
  parcel,
  proposals,
  alert,
  // Said of the proposals, which see to it.
  mustPropose: () => undefined,
  // Said of to whom it goes, and when, not of what it shows.
  invitesTo: () => undefined,
  afterVisit: () => undefined,
  // Said of the order, which sees to it.
  delay: () => undefined,
  // Said of the offer, of which a sample is found.
  mustOffer: () => undefined,
  guide,
  loyalty,
  question,
  handover,
  page,
  anyPage: page,
};

/** Of samples neither pictures nor fresh prices are asked. */
const easyGoing = (policy: GateFacts['policy']): GateFacts['policy'] => ({
  ...policy,
  policy: {
    ...policy.policy,
    products: {
      ...policy.policy.products,
      needs: { cart: ['title', 'price'], recommended: ['title', 'price'] },
      freshFor: { stock: null, price: null, description: null },
    },
  },
});

/** Two products: what the shop sells, else invented ones. */
const shelf = ({ store }: GateFacts, { bestSellers, pictures }: Supply): ProductRow[] => {
  const real = bestSellers
    .filter(({ price, currency, stock }) => price !== null && price > 0 && currency === store.currency && stock !== 0)
    .slice(0, 2)
    .map((row) => ({ ...row, owned: false, returned: false, stock: null }));
  return real.length > 0 ? real : inventions.map((invention) => invented(invention, store, pictures));
};

const linesOf = (products: readonly ProductRow[]) =>
  products.map(({ id, price }, index) => ({ productId: id, quantity: index === 0 ? 2 : 1, unitPrice: price! }));

const inventions = [
  { id: NIL, fr: 'Bougie parfumée Figuier', en: 'Fig scented candle', price: 2_450, picture: 'sample-candle.svg' },
  {
    id: '00000000-0000-0000-0000-000000000001',
    fr: 'Vase en grès, fait main',
    en: 'Handmade stoneware vase',
    price: 7_900,
    picture: 'sample-vase.svg',
  },
] as const;

const invented = (
  { id, fr, en, price, picture }: (typeof inventions)[number],
  store: GateFacts['store'],
  pictures: string | undefined,
): ProductRow => ({
  id: id as ProductId,
  externalId: 'sample',
  title: en,
  translations: { fr: { title: fr }, en: { title: en } },
  imageUrl: pictures === undefined ? null : `${pictures}/${picture}`,
  imageExpiresAt: null,
  imageLocale: null,
  url: store.url,
  category: null,
  price,
  currency: store.currency,
  stock: null,
  describedAt: null,
  pricedAt: null,
  stockedAt: null,
  owned: false,
  returned: false,
  sold: 0,
  place: 1,
  nearTo: undefined,
});
