import { minimumData, modelKinds } from '../../domain/scores/models.ts';
import { inPath, instant, operationOf, type Parts, record, text } from './operation.ts';

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

const customerScores = record({
  customer: text,
  scores: { ...scores, type: ['object', 'null'], description: 'null: no model has spoken, see `fallback`' },
  model: { ...record({ orders: fit, spend: fit }), type: ['object', 'null'] },
  asOf: day,
  scoredAt: instant,
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

const models = record({
  models: {
    type: 'array',
    items: {
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
    },
  },
  lastRun: { type: ['object', 'null'], description: 'when everybody was scored, and what became of each fit' },
  needs: { type: 'object', description: `what a fit needs at least: ${JSON.stringify(minimumData)}` },
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
    '/v1/models': { get: operation('The models fitted to your store', 'read', [], models) },
  };
};
