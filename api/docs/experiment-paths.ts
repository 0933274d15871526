import { registrationWishes } from '../experiments/wishes.ts';
import { specs } from '../specs.ts';
import { instant, operationOf, type Parts, record, text, writingOf } from './operation.ts';

const number = { type: 'number' };
const count = { type: 'integer' };
const shares = { type: 'object', description: 'by arm; together 1', additionalProperties: number };

const registration = record({
  id: text,
  experiment: text,
  metric: { enum: ['revenue', 'margin'] },
  margin: { type: ['number', 'null'] },
  windowDays: count,
  pastDays: count,
  cap: { type: ['integer', 'null'], description: 'minor units' },
  minimalEffect: number,
  alpha: number,
  customers: count,
  looks: count,
  spending: { enum: ['obrien-fleming', 'pocock'] },
  why: text,
  words: { type: 'string', description: 'the same in a sentence' },
  registeredAt: instant,
  registeredBy: text,
  withdrawnAt: instant,
  withdrawnBy: { type: ['string', 'null'] },
  withdrawnWhy: { type: ['string', 'null'] },
});

const experiments = record({
  experiments: {
    type: 'array',
    items: record({
      experiment: text,
      about: { enum: ['timing', 'offer', 'order', 'subject', 'content', 'holdout', null] },
      control: { type: ['string', 'null'] },
      arms: { type: 'array', items: text },
      shares: { ...shares, type: ['object', 'null'], description: 'the parts that the next customers are drawn by' },
      rebalance: {
        type: ['object', 'null'],
        description: 'where customers follow the better arm: floor, window, metric',
      },
      versions: {
        type: 'array',
        description: 'every change of the parts, newest first, with what was known of each arm then',
        items: record({
          version: count,
          shares,
          reason: { enum: ['begun', 'rebalanced', 'arms_changed'] },
          taught: {
            type: ['array', 'null'],
            items: record({ arm: text, customers: count, mean: number, standardError: number }),
          },
          at: instant,
          askedAt: instant,
        }),
      },
      customers: count,
      since: instant,
      registrations: { type: 'array', items: registration },
    }),
  },
});

/** What is tried on customers. */
export const experimentPaths = (parts: Parts) => {
  const { json, reference } = parts;
  const operation = operationOf(parts);
  const wishes = registrationWishes(specs);
  const writing = writingOf(parts);
  return {
    '/v1/experiments': {
      get: operation('What journeys try, and the parts of the customers that each arm gets', 'read', [], experiments),
    },
    '/v1/experiments/registrations': {
      post: writing(
        operation('Register how a decision is made, before its first result', 'operate', [], registration),
        wishes.register,
        201,
        { 409: { description: 'one is registered already', ...json(reference('Error')) } },
      ),
    },
    '/v1/experiments/registrations/withdraw': {
      post: writing(
        operation('Withdraw it: it is kept, with who and why', 'operate', [], registration),
        wishes.withdraw,
      ),
    },
  };
};
