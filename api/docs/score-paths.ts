import { minimumData, modelKinds } from '../../domain/scores/models.ts';
import { rfmGroups, rfmProfiles } from '../../domain/scores/rfm/profiles.ts';
import { promotionWish } from '../scores/promotion.ts';
import { inPath, instant, operationOf, type Parts, record, text, writingOf } from './operation.ts';

const number = { type: 'number' };
const count = { type: 'integer' };
const day = { type: ['string', 'null'], format: 'date' };
const minorUnits = { type: ['integer', 'null'], description: 'minor units of the store’s currency; null: not known' };

const fit = record({
  kind: { enum: modelKinds },
  name: { enum: ['mbg', 'bg', 'gg', 'gaps'] },
  version: count,
  fittedAt: instant,
  until: { ...day, description: 'the last day that it knows' },
});

const scores = record({
  alive: { ...number, description: 'the probability that the customer has not left for good' },
  churn: { ...number, description: 'the probability of no order within `within.churn`' },
  expectedOrders: { ...number, description: 'within `within.orders`' },
  expectedSpend: { ...minorUnits, description: 'of an order to come' },
  lifetimeValue: { ...minorUnits, description: 'margin of orders within `within.value`, discounted' },
  nextOrder: {
    ...record({ median: day, from: day, to: day }),
    description: 'if alive, half of such customers buy by `median`, four of five between the other two',
  },
  within: record({ churn: text, orders: text, value: text }),
  money: record({
    currency: text,
    margin: { type: ['number', 'null'], description: 'in percent; null: lifetime value is revenue' },
    discount: { ...number, description: 'percent a year' },
  }),
});

const nullable = (shape: object, description?: string) => ({
  ...shape,
  type: ['object', 'null'],
  ...(description !== undefined && { description }),
});
const list = (of: Readonly<Record<string, object>>) => ({ type: 'array', items: record(of) });

const storedSignals = record({
  rfm: nullable(
    record({
      recency: count,
      frequency: count,
      monetary: count,
      group: { enum: rfmGroups },
      profile: { enum: rfmProfiles },
    }),
    'from 1 (worst) to the policy’s number of groups; null: never bought',
  ),
  tier: nullable(
    record({ tier: text, by: { enum: ['shop', 'rules'] }, until: day }),
    '`until`: if nothing more is bought',
  ),
  affinity: nullable(
    record({ categories: list({ category: text, share: number, lift: number }), acts: count }),
    '`lift`: against the shop’s shares; `acts`: their own purchases, carts and looks',
  ),
  prices: nullable(
    record({
      index: {
        ...number,
        description: 'reduced lines against those of a usual customer of the same categories and weeks',
      },
      reducedShare: number,
      codeShare: { ...number, description: 'of the codes they were given, those that they use' },
      sensitive: { type: ['boolean', 'null'], description: 'null: not known, or explored' },
      explored: { type: 'boolean', description: 'one customer in ten, whose sensitivity is left aside this quarter' },
      lines: count,
      orders: count,
      codesGiven: count,
    }),
  ),
  channels: {
    type: 'object',
    description: 'of each channel the share of messages that they react to, and of how many',
  },
  hour: nullable(
    record({ from: text, to: text, share: number, by: { enum: ['customer', 'shop'] }, acts: count }),
    'by their own clock; `shop`: too little is known of their own',
  ),
  next: nullable(
    record({ categories: list({ category: text, probability: number }), by: { enum: ['model', 'popularity'] } }),
    'the categories that they will probably buy of next',
  ),
  event: nullable(
    record({
      event: { ...text, description: 'the campaign that ended last, within a quarter' },
      score: { ...count, description: 'from 0 to 100' },
      purchases: number,
      browsing: number,
      reactivity: number,
      result: { enum: ['vip', 'recurring', 'new', 'lost', null] },
    }),
    'how much they took part in it; null: they had nothing to do with it',
  ),
  levels: nullable(record({ version: count }), 'what is usual in the store, by which they were judged'),
  asOf: day,
  scoredAt: instant,
});

const uplift = record({
  value: number,
  low: number,
  high: { ...number, description: '95 times of 100 it is between `low` and this' },
  without: number,
  offered: count,
  control: count,
  level: { enum: ['group', 'outer', 'everybody'], description: 'whose it is: `outer`: all who go by prices alike' },
});

const signals = record({
  intent: record({
    score: { ...number, description: 'what they did lately, each act worth half after three days; counted now' },
    acts: count,
    cut: number,
    high: { type: 'boolean' },
  }),
  reach: {
    type: 'object',
    description: 'of each channel whether marketing reaches them: an address, their consent, why nothing goes there',
  },
  stored: nullable(storedSignals),
  offers: {
    ...list({
      offer: text,
      foreseen: nullable(
        record({
          group: { ...text, description: 'whether they go by prices, and their RFM profile' },
          orders: { ...uplift, description: 'the share of customers who order, more with the offer than `without`' },
          margin: { ...uplift, description: 'margin after discount a customer, in minor units' },
          says: { enum: ['brings', 'costs', 'unknown'], description: 'whether margin is proven to rise, or to fall' },
        }),
        'null: too little was drawn, see `has` and `needs.offers`',
      ),
      windowDays: count,
      money: { enum: ['margin', 'revenue'], description: '`revenue`: the shop tells no margin' },
      has: record({ customers: count, buyers: count, experiments: { type: 'array', items: text } }),
      asOf: day,
    }),
    description: 'how customers of their group react to each offer, by the store’s own experiments alone',
  },
  fallback: { enum: ['nothing_known', 'not_counted_yet', null], description: 'why nothing is stored' },
  needs: { type: 'object', description: 'what the store must have at least before each is said' },
});

const customerScores = record({
  customer: text,
  scores: { ...scores, type: ['object', 'null'], description: 'null: no model has spoken, see `fallback`' },
  model: { ...record({ orders: fit, spend: fit }), type: ['object', 'null'] },
  asOf: day,
  scoredAt: instant,
  stale: { type: 'boolean', description: 'older than the policy `freshness` allows' },
  outdated: { type: 'boolean', description: 'orders changed since; another score is on its way' },
  evidence: record({
    purchaseDays: { ...count, description: 'N: orders of one day are one' },
    orders: count,
    firstDay: day,
    lastDay: day,
    amount: count,
    ordersInOtherCurrencies: count,
  }),
  fallback: {
    ...record({
      reason: { enum: ['no_orders', 'no_model', 'not_scored_yet'] },
      why: text,
      by: { const: 'rules' },
      value: { enum: ['high', 'standard', 'low'] },
      segments: { type: 'array', items: text },
    }),
    type: ['object', 'null'],
    description: 'what rules about orders say while no model does',
  },
  watches: { type: 'array', items: record({ watch: text, inside: { type: 'boolean' }, since: instant }) },
  crossings: {
    type: 'array',
    items: record({
      watch: text,
      way: { enum: ['entered', 'left'] },
      value: { type: ['number', 'null'] },
      at: instant,
    }),
  },
  signals,
});

const renewals = record({
  customer: text,
  today: day,
  leadDays: { ...count, description: 'from a reminder to the goods at the door' },
  renewals: {
    type: 'array',
    items: record({
      product: { type: ['string', 'null'], description: 'the store’s own id' },
      title: { type: ['string', 'null'] },
      lastDay: day,
      units: { ...count, description: 'bought on that day' },
      by: { enum: ['model', 'rules'], description: '`rules`: the catalogue, while the store has no model of gaps' },
      model: { ...record({ kind: text, version: count }), type: ['object', 'null'] },
      day: { ...day, description: 'half of such customers need it before' },
      from: { ...day, description: 'four of five between this and `to`' },
      to: day,
      remindOn: day,
      overdue: { type: 'boolean' },
      evidence: record({
        own: { ...count, description: 'gaps of the customer' },
        all: { ...count, description: 'gaps of all customers with the product' },
      }),
    }),
  },
});

const errors = { type: 'object', description: 'by name', additionalProperties: number };

const keptFit = {
  allOf: [
    fit,
    record({
      state: { enum: ['active', 'kept', 'replaced'] },
      reason: { type: ['string', 'null'], description: 'why it is not used' },
      promotedAt: instant,
      promotedBy: { type: ['string', 'null'] },
      from: day,
      customers: count,
      observations: count,
      share: { ...number, description: 'of the customers, chosen by their ids' },
      parameters: errors,
      standardErrors: errors,
      logLikelihood: number,
      holdout: {
        type: 'object',
        description: 'its error on what it had not seen, beside a baseline and the last fit',
      },
    }),
  ],
};

const models = record({
  models: { type: 'array', items: keptFit },
  lastRun: { type: ['object', 'null'], description: 'when everybody was scored, and what became of each fit' },
  needs: { type: 'object', description: `what a fit needs at least: ${JSON.stringify(minimumData)}` },
});

const demandStates = ['out', 'short', 'tight', 'enough', 'unknown'];

const demand = record({
  currency: text,
  demand: list({
    product: { ...text, description: 'the store’s own id' },
    title: text,
    category: { type: ['string', 'null'] },
    days: { ...count, description: 'foreseen' },
    expected: { ...number, description: 'units' },
    low: number,
    high: { ...number, description: 'four of five times it is between `low` and this' },
    stock: { type: ['integer', 'null'], description: 'now; null: not told' },
    state: { enum: demandStates, description: '`short`: the stock does not last; `tight`: it may not' },
    missing: count,
    missingAtMost: count,
    lastsDays: { type: ['integer', 'null'] },
    revenue: { ...minorUnits, description: 'of the expected units, at today’s price' },
    segments: list({ segment: text, units: number }),
    evidence: record({ sold: count, days: count }),
    asOf: day,
  }),
  next: { type: ['string', 'null'], description: '`after` of the next page' },
});

/** What is known of customers by models. */
export const scorePaths = (parts: Parts) => {
  const operation = operationOf(parts);
  const customer = inPath('customerId', 'the store’s own customer id');
  return {
    '/v1/customers/{customerId}/scores': {
      get: operation('What the models say of a customer, and what it rests on', 'read', [customer], customerScores),
    },
    '/v1/customers/{customerId}/renewals': {
      get: operation('When a customer needs again what is used up', 'read', [customer], renewals),
    },
    '/v1/demand': {
      get: operation(
        'What of each product will be asked for, by whom, against its stock',
        'read',
        [
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
          { name: 'after', in: 'query', schema: text, description: '`next` of the page before' },
          { name: 'state', in: 'query', schema: { enum: demandStates }, description: 'of the page only these' },
        ],
        demand,
      ),
    },
    '/v1/demand.csv': {
      get: operation('The same of all products, as CSV', 'read', [], text),
    },
    '/v1/models': { get: operation('The models fitted to your store', 'read', [], models) },
    '/v1/models/promotions': {
      post: writingOf(parts)(
        operation('Put a fit to use that is not used by itself, or was replaced', 'operate', [], keptFit),
        promotionWish,
      ),
    },
  };
};
