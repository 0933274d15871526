import { channels } from '../../domain/journey.ts';
import { definedScores, ownFields } from '../../domain/definitions/definition.ts';
import { inPath, instant, operationOf, type Parts, record, text } from './operation.ts';

const count = { type: 'integer' };
const number = { type: 'number' };
const duration = { type: 'string', description: "a length of time: '7 days'" };
const range = { ...record({ atLeast: number, atMost: number, below: number }), additionalProperties: false };
const ago = { within: duration, before: duration };
const about = { category: text, product: { type: 'string', description: 'the store’s own id' } };

const one = (name: string, schema: object, description: string) => ({
  type: 'object',
  additionalProperties: false,
  required: [name],
  properties: { [name]: { ...schema, description } },
});
const some = { type: 'array', items: { type: 'object', description: 'a condition' }, minItems: 1 };

/** A condition has exactly one of these keys. */
const condition = {
  description: 'exactly one key: how conditions are put together, or one thing that is true of a customer',
  oneOf: [
    one('and', some, 'all of them'),
    one('or', some, 'at least one of them'),
    one('not', { type: 'object' }, 'a condition that is not true'),
    one(
      'score',
      record({ name: { enum: definedScores }, atLeast: number, atMost: number, below: number }),
      'of a model',
    ),
    one(
      'orders',
      record({ count: range, total: range, ...ago, ...about }),
      'orders that stand; without a count at least one',
    ),
    one('carts', record({ count: range, total: range, ...ago, ...about }), 'open carts that are not empty'),
    one('views', record({ count: range, ...ago, ...about }), 'products that were looked at'),
    one(
      'clicks',
      record({ count: range, ...ago, channel: text, journey: text }),
      'messages of which a link was followed',
    ),
    one('consent', record({ channel: { enum: channels }, list: text }), 'agreed to marketing, as it holds now'),
    one('contact', record({ kind: text, ...ago }), 'the last thing of a kind that they did'),
    one('known', record(ago), 'since when the shop knows them'),
    one('has', { enum: ownFields }, 'what is known of them'),
    one('language', { enum: ['fr', 'en'] }, 'of their messages'),
    one('country', text, 'ISO 3166-1 alpha-2, of their address'),
    one('segment', text, 'one of the product, or another definition: saved:lamp-buyers'),
  ],
};

const definition = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'goal', 'include'],
  properties: {
    title: record({ fr: text, en: text }),
    goal: record({ outcome: text, within: duration }),
    include: condition,
    exclude: { ...condition, description: 'whoever is in this is left out' },
  },
};

const known = record({
  name: text,
  segment: { type: 'string', description: 'as policies, campaigns and other definitions name it' },
  version: count,
  state: { enum: ['standing', 'retired'] },
  definition,
  sentence: { type: 'string', description: 'who is in it, for people' },
  savedAt: instant,
  savedBy: text,
  why: text,
});

const preview = record({
  sentence: text,
  size: { ...count, description: 'customers in it' },
  margin: { ...count, description: 'how far size may be off, 95 times of 100; 0: it was counted' },
  share: { ...number, description: 'of all customers, in percent' },
  included: { ...count, description: 'before anybody is left out' },
  reachable: record({ email: count, sms: count, whatsapp: count }),
  examples: { type: 'array', items: text, description: 'our ids of customers' },
  counted: record({ seen: count, part: number }),
});

const wish = (properties: object, ...required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties: { ...properties, why: { type: 'string', maxLength: 500, description: 'for whoever wonders later' } },
});

/** Segments that a store defined itself. */
export const definitionPaths = (parts: Parts) => {
  const { json, reference } = parts;
  const operation = operationOf(parts);
  const withBody = ({ responses, ...rest }: ReturnType<typeof operation>, body: object, conflict?: string) => ({
    ...rest,
    requestBody: { required: true, ...json(body) },
    responses: {
      ...responses,
      ...(conflict && { 409: { description: conflict, ...json(reference('Error')) } }),
      422: { description: 'the body is not valid: each field is named', ...json(reference('Error')) },
    },
  });
  const ofName = inPath('name', 'such as lamp-buyers');
  return {
    '/v1/definitions': {
      get: operation(
        'Segments that the store defined',
        'read',
        [],
        record({ definitions: { type: 'array', items: known } }),
      ),
    },
    '/v1/definitions/preview': {
      post: withBody(operation('Who would be in it; saves nothing', 'read', [], preview), {
        type: 'object',
        additionalProperties: false,
        required: ['definition'],
        properties: { definition },
      }),
    },
    '/v1/definitions/{name}': {
      get: operation('One of them, with its versions', 'read', [ofName], {
        allOf: [known, record({ versions: { type: 'array', items: known } })],
      }),
      put: withBody(
        operation('Save its next version; it holds at once', 'operate', [ofName], known),
        wish(
          { definition, basedOn: { ...count, description: 'the newest version that you read; 0: none' } },
          'definition',
          'basedOn',
          'why',
        ),
        'somebody saved another version meanwhile',
      ),
    },
    '/v1/definitions/{name}/customers': {
      get: operation(
        'Everybody who is in it now, by our ids',
        'read',
        [
          ofName,
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 1000, default: 100 } },
          { name: 'after', in: 'query', schema: text, description: '`next` of the page before' },
        ],
        record({ customers: { type: 'array', items: text }, next: { type: ['string', 'null'] } }),
      ),
    },
    '/v1/definitions/{name}/retire': {
      post: withBody(
        operation('Take it out of use', 'operate', [ofName], known),
        wish({}, 'why'),
        'a policy, a campaign, a journey or another definition names it: each is told',
      ),
    },
  };
};
