import { segmentNames } from '../../domain/segments/names.ts';
import { inPath, instant, operationOf, type Parts, record, text } from './operation.ts';

const count = { type: 'integer' };
const day = { type: 'string', format: 'date' };
const words = record({ fr: text, en: text });
const nullableWords = { ...words, type: ['object', 'null'] };
const name = { type: 'string', description: `one of ${segmentNames.join(', ')}, or \`saved:\` and a name of yours` };
const cut = {
  ...record({ enter: { type: 'number' }, stay: { type: 'number' } }),
  description: 'from `enter` on somebody comes in; who is in stays down to `stay`',
};

const goal = record({
  outcome: { enum: ['first-purchase', 'repurchase', 'churn-avoided', 'purchase', 'consent'] },
  within: text,
  words,
});

const segments = record({
  segments: {
    type: 'array',
    items: record({
      name,
      title: words,
      sentence: words,
      goal,
      size: { ...count, description: 'customers in it now' },
      history: {
        type: 'array',
        description: 'by the day of your store, oldest first',
        items: record({ day, size: count, main: { ...count, description: 'of whom it is the main one' } }),
      },
    }),
  },
  lines: {
    ...record({
      asOf: day,
      state: { enum: ['open', 'done', 'given_up'] },
      startedAt: instant,
      yearSpend: cut,
      lifetimeValue: cut,
      discounts: cut,
      gapLogMean: { type: 'number', description: 'the mean logarithm of the days between two purchases' },
    }),
    type: ['object', 'null'],
    description: 'drawn over all customers by the newest run; what is missing had too few customers',
  },
});

const customerSegments = record({
  customer: text,
  by: { enum: ['stored', 'rules'], description: '`rules`: nothing is stored of them, rules about orders stand in' },
  value: { enum: ['high', 'standard', 'low'] },
  primary: name,
  segments: {
    type: 'array',
    description: 'those of yours after those of the product; they are asked now',
    items: record({
      name,
      title: nullableWords,
      sentence: nullableWords,
      goal: { ...goal, type: ['object', 'null'] },
      since: { ...instant, type: ['string', 'null'], description: 'since when they were found or came in, as stored' },
    }),
  },
  stale: {
    type: 'boolean',
    description: 'what is stored is older than the policy `freshness` allows, and is not used',
  },
  evaluatedAt: instant,
  stays: {
    type: 'array',
    description: 'newest first, those that last before those that are over',
    items: record({ segment: name, enteredAt: instant, leftAt: instant }),
  },
});

/** What customers are to a shop. */
export const segmentPaths = (parts: Parts) => {
  const operation = operationOf(parts);
  const customer = inPath('customerId', 'the store’s own customer id');
  return {
    '/v1/customers/{customerId}/segments': {
      get: operation('What a customer is to your shop, and was', 'read', [customer], customerSegments),
    },
    '/v1/segments': { get: operation('Your segments, and how many customers are in each', 'read', [], segments) },
  };
};
