import { fieldNames } from '../../domain/coverage/fields.ts';
import { sendingModes } from '../../domain/switches/sending-mode.ts';
import { renewedNames } from '../../domain/freshness/freshness.ts';
import { instant, operationOf, type Parts, record, text } from './operation.ts';

const count = { type: 'integer' };
const field = { enum: [...fieldNames] };
const least = { type: 'number', description: 'in percent, by the policy `coverage`' };

const coverage = record({
  counted: record({
    seen: { ...count, description: 'customers who were looked at' },
    visitors: { ...count, description: 'of them without an id, an e-mail address or a phone number' },
    part: { type: 'number', description: '1: all were; below 1: they stand for all' },
    words: text,
  }),
  fields: {
    type: 'array',
    items: record({
      field,
      words: text,
      have: count,
      of: count,
      among: { ...record({ words: text, which: text }), description: 'what `of` counts' },
      share: { type: ['number', 'null'], description: 'in percent; null: nothing yet that could have it' },
      least,
      lacking: { type: 'boolean' },
      neededBy: { type: 'array', items: text, description: 'journeys' },
      remedy: { type: 'string', description: 'what fills it' },
    }),
  },
  journeys: {
    type: 'array',
    items: record({
      journey: text,
      mode: { enum: [...sendingModes] },
      needs: { type: 'array', items: field },
      lacks: { type: 'array', items: record({ field, have: count, of: count, share: { type: 'number' }, least }) },
    }),
  },
});

const freshness = record({
  fresh: { type: 'boolean', description: 'nothing is stale' },
  of: {
    type: 'array',
    items: record({
      of: { enum: [...renewedNames] },
      state: { enum: ['fresh', 'stale', 'never'], description: 'never: there is none yet' },
      at: { ...instant, description: 'when it was last renewed; of orders that wait, since when' },
      ageSeconds: { type: ['integer', 'null'] },
      limit: { type: ['string', 'null'], description: 'by the policies `freshness` and `products`' },
      sentence: text,
    }),
  },
});

/** What a store knows, and how old it is. */
export const dataPaths = (parts: Parts) => {
  const operation = operationOf(parts);
  return {
    '/v1/freshness': {
      get: operation('How old scores, catalogue, stock and counts are, beside what is allowed', 'read', [], freshness),
    },
    '/v1/coverage': {
      get: operation(
        'What is known of customers, products and orders, and which journeys lack what',
        'read',
        [],
        coverage,
      ),
    },
  };
};
