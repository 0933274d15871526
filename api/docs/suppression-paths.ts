import { channels } from '../../domain/journey.ts';
import { z } from 'zod';
import { suppressionReasons } from '../../domain/suppression.ts';
import { addedSuppression, liftedSuppression } from '../suppressions/entry.ts';
import { instant, listOf, operationOf, pages, type Parts, record } from './operation.ts';

const suppression = record({
  channel: { enum: channels },
  address: { type: 'string', description: 'normalised; of an erased person `hmac:` and a keyed hash' },
  reason: { enum: [...suppressionReasons] },
  purpose: { enum: ['marketing', 'transactional', 'all'], description: 'what it stops' },
  list: { type: ['string', 'null'], description: 'the one list of the purpose that it stops' },
  at: instant,
  until: instant,
});

const changed = record({ outcome: { enum: ['added', 'renewed', 'unchanged', 'lifted'] } });

const filters = [
  { name: 'reason', in: 'query', schema: { enum: [...suppressionReasons] } },
  { name: 'channel', in: 'query', schema: { enum: channels } },
];

/** Listing, adding and lifting suppressions. */
export const suppressionPaths = (parts: Parts) => {
  const { json, reference } = parts;
  const operation = operationOf(parts);
  const changing = (summary: string, schema: z.ZodType, other: Readonly<Record<number, string>>) => {
    const { responses, ...rest } = operation(summary, 'operate', [], changed);
    return {
      ...rest,
      requestBody: { required: true, ...json(z.toJSONSchema(schema, { io: 'input' })) },
      responses: {
        200: responses[200],
        401: responses[401],
        ...Object.fromEntries(
          Object.entries(other).map(([status, description]) => [status, { description, ...json(reference('Error')) }]),
        ),
        422: { description: 'the suppression is not valid: each field is named', ...json(reference('Error')) },
      },
    };
  };
  return {
    '/v1/suppressions': {
      get: operation(
        'Addresses that get nothing more',
        'operate',
        [...filters, ...pages],
        listOf('suppressions', suppression),
      ),
      post: changing('Suppress an address', addedSuppression, { 409: 'it was lifted after it had occurred' }),
    },
    '/v1/suppressions/lift': {
      post: changing('Lift a suppression', liftedSuppression, { 404: 'there is no such suppression' }),
    },
  };
};
