import { channels } from '../../domain/journey.ts';
import { explainPaths } from './explain-paths.ts';
import { inPath, instant, listOf, operationOf, pages, type Parts, record, text } from './operation.ts';
import { dataPaths } from './data-paths.ts';
import { definitionPaths } from './definition-paths.ts';
import { deliverabilityPaths } from './deliverability-paths.ts';
import { policyPaths } from './policy-paths.ts';
import { suppressionPaths } from './suppression-paths.ts';
import { messageStates } from '../../domain/message-state.ts';
import { figuresPaths } from './figures-paths.ts';
import { seasonPaths } from './season-paths.ts';
import { experimentPaths } from './experiment-paths.ts';
import { scorePaths } from './score-paths.ts';
import { segmentPaths } from './segment-paths.ts';
import { switchPaths } from './switch-paths.ts';

const customer = inPath('customerId', 'the store’s own customer id');

const eventFate = record({
  id: text,
  type: text,
  occurredAt: instant,
  receivedAt: instant,
  fate: { enum: ['applied', 'ignored', 'quarantined'] },
  reason: text,
  why: { type: 'string', description: 'the reason in words' },
});

const message = record({
  id: text,
  run: text,
  journey: text,
  step: text,
  channel: { enum: channels },
  template: text,
  state: { enum: [...messageStates] },
  reason: { type: 'string', description: 'why it waits, was withheld or failed' },
  why: { type: 'string', description: 'the reason in words' },
  decidedAt: instant,
  notBefore: instant,
  acceptedAt: instant,
});

const explained = {
  allOf: [
    message,
    record({
      carrier: { type: ['string', 'null'], description: '`rcs`: by which a text message went instead of SMS' },
      verdicts: {
        type: 'array',
        items: record({
          rule: text,
          says: { enum: ['pass', 'later', 'withheld'] },
          reason: text,
          saw: { type: 'object' },
          sentence: text,
        }),
      },
    }),
  ],
};

const run = record({
  id: text,
  journey: text,
  state: { enum: ['open', 'stopping', 'closed'] },
  startedAt: instant,
  dueAt: instant,
  exit: { type: ['string', 'null'], description: 'what stopped it: an event, or run.stopped' },
  exitedAt: instant,
  outcome: { type: ['string', 'null'] },
  closedAt: instant,
  sent: { type: 'integer' },
  withheld: { type: 'integer' },
});

const erasure = record({
  id: text,
  customer: text,
  state: { enum: ['open', 'closed'] },
  requestedBy: text,
  requestedAt: instant,
  counts: { type: 'object', description: 'rows deleted or emptied, by table; histories deleted in Temporal' },
  waitsFor: { type: ['string', 'null'], description: 'why it is still open' },
  verifiedAt: instant,
  closedAt: instant,
});

const exported = record({
  store: text,
  customer: text,
  exportedAt: instant,
  data: { type: 'object', additionalProperties: { type: 'array', items: { type: 'object' } } },
});

/** One customer, by one of the names that the store knows. */
const person = {
  oneOf: ['id', 'email', 'phone'].map((name) => ({
    type: 'object',
    additionalProperties: false,
    required: [name],
    properties: { [name]: text },
  })),
};

const gives = {
  type: ['object', 'null'],
  description: 'percent, amount in minor units, free-delivery or loyalty points',
};

const code = record({
  code: text,
  offer: text,
  state: { enum: ['valid', 'not_given', 'expired', 'redeemed'] },
  gives,
  validUntil: { ...instant, description: 'as printed in the message' },
  redeemedAt: instant,
});

const pool = {
  type: 'object',
  additionalProperties: false,
  required: ['codes'],
  properties: {
    codes: { type: 'array', maxItems: 5000, items: text },
    usableUntil: { type: 'string', format: 'date-time', description: 'when they stop working at the shop' },
  },
};

const imported = record({
  offer: text,
  added: { type: 'integer' },
  known: { type: 'integer', description: 'were in the pool already' },
  elsewhere: { type: 'integer', description: 'are codes of another offer, and stay so' },
});

const use = {
  type: 'object',
  additionalProperties: false,
  required: ['orderId'],
  properties: { orderId: text, customer: person },
};

/** What stores read and do under their keys, besides telling events. */
export const storePaths = (parts: Parts) => {
  const { json, reference } = parts;
  const operation = operationOf(parts);
  const aboutPerson = ({ responses, ...rest }: ReturnType<typeof operation>, success = '200') => ({
    ...rest,
    requestBody: { required: true, ...json(person) },
    responses: {
      [success]: responses[200],
      401: responses[401],
      404: responses[404],
      422: { description: 'the body does not name one customer', ...json(reference('Error')) },
    },
  });
  const withBody = ({ responses, ...rest }: ReturnType<typeof operation>, body: object, conflict: string) => ({
    ...rest,
    requestBody: { required: true, ...json(body) },
    responses: {
      ...responses,
      409: { description: conflict, ...json(reference('Error')) },
      422: { description: 'the body is not valid: each field is named', ...json(reference('Error')) },
    },
  });
  return {
    '/v1/events/{eventId}': {
      get: operation('What became of an event', 'read', [inPath('eventId', 'as the store told it')], eventFate),
    },
    '/v1/customers/{customerId}/messages': {
      get: operation('What was sent, withheld and why', 'read', [customer, ...pages], listOf('messages', message)),
    },
    '/v1/customers/{customerId}/runs': {
      get: operation('The journeys of a customer', 'read', [customer, ...pages], listOf('runs', run)),
    },
    '/v1/messages/{messageId}': {
      get: operation('One decision, with what each rule said', 'read', [inPath('messageId', 'as listed')], explained),
    },
    ...dataPaths(parts),
    ...definitionPaths(parts),
    ...switchPaths(parts),
    ...seasonPaths(parts),
    ...figuresPaths(parts),
    ...deliverabilityPaths(parts),
    ...policyPaths(parts),
    ...suppressionPaths(parts),
    ...explainPaths(parts),
    ...scorePaths(parts),
    ...segmentPaths(parts),
    ...experimentPaths(parts),
    '/v1/runs/{runId}/stop': {
      post: operation('Stop a run: nothing more of it is sent', 'operate', [inPath('runId', 'as listed')], run),
    },
    '/v1/offers/{offer}/codes': {
      post: withBody(
        operation('Add codes to an offer’s pool', 'operate', [inPath('offer', 'as in the policy')], imported),
        pool,
        'the codes of this offer do not come from a pool',
      ),
    },
    '/v1/offers/codes/{code}': {
      get: operation('Whether a code holds', 'read', [inPath('code', 'as printed')], code),
    },
    '/v1/offers/codes/{code}/redeem': {
      post: withBody(
        operation('Use a code for an order; once', 'operate', [inPath('code', 'as printed')], code),
        use,
        'it does not hold: not given, over, used before, or another customer’s',
      ),
    },
    '/v1/customers/export': {
      post: aboutPerson(operation('All that is kept about a customer', 'erase', [], exported)),
    },
    '/v1/customers/erase': {
      post: aboutPerson(operation('Forget a customer; nothing more is sent from here on', 'erase', [], erasure), '202'),
    },
    '/v1/erasures/{erasureId}': {
      get: operation('How far an erasure is', 'erase', [inPath('erasureId', 'as told when it was asked for')], erasure),
    },
  };
};
