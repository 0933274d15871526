import { ignoredReasons, quarantineReasons } from '../../domain/reasons.ts';
import { storePaths } from './store-paths.ts';
import { eventSchema, eventTypes, exampleEvent } from './event-schemas.ts';

const json = (schema: object, more: object = {}) => ({ content: { 'application/json': { schema, ...more } } });
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const outcome = {
  type: 'object',
  required: ['id', 'fate'],
  properties: {
    id: { type: ['string', 'null'], description: "the event's id, null when it has none that can be read" },
    fate: {
      enum: ['applied', 'ignored', 'quarantined', 'duplicate', 'conflict', 'invalid'],
      description:
        'applied and ignored: kept; quarantined: kept, and put aside for the operator; duplicate: kept before; conflict and invalid: not kept',
    },
    reason: {
      enum: [...Object.keys(ignoredReasons), ...Object.keys(quarantineReasons)],
      description: 'of ignored and quarantined events',
    },
    why: { type: 'string', description: 'the same in words' },
    fields: { type: 'array', items: reference('Flaw'), description: 'of invalid events' },
  },
};

const error = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', description: 'stable; programs decide by it' },
        message: { type: 'string' },
        fields: { type: 'array', items: reference('Flaw') },
      },
    },
  },
};

const flaw = {
  type: 'object',
  required: ['field', 'problem'],
  properties: { field: { type: 'string' }, problem: { type: 'string' } },
};

const refusals = {
  400: 'the body is not JSON in UTF-8',
  401: 'the key is missing or unknown',
  409: 'another event was accepted under this id (a single event only)',
  413: 'the body is larger than 2 MiB, as sent or inflated',
  415: 'the body is not application/json, or its encoding is not known',
  422: 'the event is not valid; the fields are named (a single event, or the batch itself); the JSON is too deep or too wide, or has a key twice',
  429: 'too much of this store waits to be done: send the request again after Retry-After',
  503: 'the database is away, or too much waits: send the request again after Retry-After; what was kept answers duplicate',
};

const probe = (summary: string) => ({
  summary,
  security: [],
  responses: { 200: { description: 'yes' }, 503: { description: 'no' } },
});

/** The api as OpenAPI 3.1, made from the objects that validate events. */
export const openApi = () => ({
  openapi: '3.1.0',
  info: {
    title: 'Relance',
    version: '1',
    description: 'A store tells what happens; journeys follow up. An event that was answered 202 is never lost.',
  },
  security: [{ key: [] }],
  paths: {
    '/v1/events': {
      post: {
        summary: 'Tell what happened',
        description:
          'One event, a list of up to 500, or {"events": [...]}. Those of one customer are applied in order.',
        requestBody: {
          required: true,
          ...json(
            {
              oneOf: [
                reference('Event'),
                { type: 'array', maxItems: 500, items: reference('Event') },
                {
                  type: 'object',
                  required: ['events'],
                  properties: { events: { type: 'array', maxItems: 500, items: reference('Event') } },
                },
              ],
            },
            { examples: Object.fromEntries(eventTypes.map((type) => [type, { value: exampleEvent(type) }])) },
          ),
        },
        responses: {
          202: {
            description: 'each event’s fate, in the order given',
            ...json({
              type: 'object',
              required: ['events'],
              properties: { events: { type: 'array', items: outcome } },
            }),
          },
          ...Object.fromEntries(
            Object.entries(refusals).map(([status, description]) => [
              status,
              { description, ...json(reference(status === '409' ? 'Outcomes' : 'Error')) },
            ]),
          ),
        },
      },
    },
    ...storePaths({ json, reference }),
    '/health': { get: probe('The process answers') },
    '/ready': { get: probe('Database, Temporal and the workers answer; 503 names what does not') },
  },
  components: {
    securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'a key made by npm run key' } },
    schemas: {
      Event: {
        oneOf: eventTypes.map(reference),
        discriminator: {
          propertyName: 'type',
          mapping: Object.fromEntries(eventTypes.map((type) => [type, `#/components/schemas/${type}`])),
        },
      },
      ...Object.fromEntries(eventTypes.map((type) => [type, eventSchema(type)])),
      Outcomes: { type: 'object', properties: { events: { type: 'array', items: outcome } } },
      Error: error,
      Flaw: flaw,
    },
  },
});
