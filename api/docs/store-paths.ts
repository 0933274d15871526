import type { Scope } from '../../domain/access.ts';
import { messageStates } from '../../domain/message-state.ts';

interface Parts {
  readonly json: (schema: object) => object;
  readonly reference: (name: string) => object;
}

const text = { type: 'string' };
const instant = { type: ['string', 'null'], format: 'date-time' };
const record = (properties: object) => ({ type: 'object', properties });

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
  channel: { enum: ['email', 'sms'] },
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
      verdicts: {
        type: 'array',
        items: record({
          rule: text,
          says: { enum: ['pass', 'later', 'withheld'] },
          reason: text,
          saw: { type: 'object' },
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

const listOf = (name: string, items: object) =>
  record({
    [name]: { type: 'array', items },
    next: { type: ['string', 'null'], description: '`before` of the next page' },
  });

const inPath = (name: string, description: string) => ({ name, in: 'path', required: true, schema: text, description });
const customer = inPath('customerId', 'the store’s own customer id');
const section = inPath('section', 'as listed, such as recentBuyers');
const pages = [
  { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
  { name: 'before', in: 'query', schema: text, description: '`next` of the page before' },
];

const policyVersion = record({
  version: { type: 'integer' },
  policy: { type: 'object' },
  effectiveAt: instant,
  savedAt: instant,
  savedBy: text,
  why: { type: ['string', 'null'] },
});

const policy = record({
  section: text,
  title: text,
  about: text,
  version: { type: ['integer', 'null'], description: 'null: the default holds' },
  policy: { type: 'object', description: 'as it holds now' },
  since: instant,
  savedBy: { type: ['string', 'null'] },
  why: { type: ['string', 'null'] },
  latest: { type: 'integer', description: 'the newest version: what a change is based on' },
  planned: { type: 'array', items: policyVersion, description: 'what begins later, by itself' },
});

const policyWish = {
  type: 'object',
  additionalProperties: false,
  required: ['policy', 'basedOn'],
  properties: {
    policy: { type: 'object', description: 'the whole section' },
    basedOn: { type: 'integer', description: '`latest` as it was read; another one saved since is answered 409' },
    effectiveAt: { type: 'string', format: 'date-time', description: 'from when it holds; at once if not given' },
    why: { type: 'string', maxLength: 500 },
  },
};

const outcome = record({
  says: { enum: ['send', 'later', 'withheld'] },
  reason: text,
  at: { type: 'string', format: 'date-time', description: 'of `later`' },
});
const counts = record({ send: { type: 'integer' }, later: { type: 'integer' }, withheld: { type: 'integer' } });

const preview = record({
  since: instant,
  decisions: { type: 'integer', description: 'how many were looked at, the newest first' },
  complete: { type: 'boolean', description: 'false: there were more than `limits` allow' },
  limits: record({ days: { type: 'integer' }, decisions: { type: 'integer' } }),
  before: counts,
  after: counts,
  notComparable: { type: 'integer', description: 'the rules themselves have changed since: left as they are' },
  changes: {
    type: 'array',
    items: record({ journey: text, from: outcome, to: outcome, count: { type: 'integer' } }),
  },
  examples: {
    type: 'array',
    maxItems: 10,
    items: record({ message: text, journey: text, step: text, decidedAt: instant, from: outcome, to: outcome }),
  },
});

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
export const storePaths = ({ json, reference }: Parts) => {
  const operation = (summary: string, scope: Scope, parameters: readonly object[], schema: object) => ({
    summary,
    description: `Needs a key with the scope \`${scope}\`.`,
    parameters,
    responses: {
      200: { description: 'yes', ...json(schema) },
      401: { description: 'no key, or one that does not open this', ...json(reference('Error')) },
      404: { description: 'your store has no such thing', ...json(reference('Error')) },
      ...(parameters.length > 1 ? { 422: { description: 'the query is not valid', ...json(reference('Error')) } } : {}),
    },
  });
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
  const previewing = ({ responses, ...rest }: ReturnType<typeof operation>) => ({
    ...rest,
    requestBody: {
      required: true,
      ...json({ type: 'object', required: ['policy'], properties: { policy: policyWish.properties.policy } }),
    },
    responses: { ...responses, 422: { description: 'the policy is not valid', ...json(reference('Error')) } },
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
  const saving = ({ responses, ...rest }: ReturnType<typeof operation>) => ({
    ...rest,
    requestBody: { required: true, ...json(policyWish) },
    responses: {
      ...responses,
      409: { description: 'another version was saved since', ...json(reference('Error')) },
      422: { description: 'the policy is not valid: each field is named', ...json(reference('Error')) },
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
    '/v1/policies': {
      get: operation(
        'Every section of the store’s policy',
        'read',
        [],
        record({ policies: { type: 'array', items: policy } }),
      ),
    },
    '/v1/policies/{section}': {
      get: operation('One section, with its default and its JSON Schema', 'read', [section], {
        allOf: [policy, record({ default: { type: 'object' }, schema: { type: 'object' } })],
      }),
      put: saving(operation('Save the next version of a section', 'operate', [section], policyVersion)),
    },
    '/v1/policies/{section}/preview': {
      post: previewing(
        operation('What a change would have done to the last 7 days’ decisions', 'operate', [section], preview),
      ),
    },
    '/v1/policies/{section}/versions': {
      get: operation('What was saved, newest first', 'read', [section, ...pages], listOf('versions', policyVersion)),
    },
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
