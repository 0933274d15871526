import { channels } from '../../domain/journey.ts';
import { inPath, instant, listOf, operationOf, pages, type Parts, record, text } from './operation.ts';

const customer = inPath('customerId', 'the store’s own customer id');
const sentence = { type: 'string', description: 'for a marketer, instants in the store’s zone' };

const verdict = record({
  rule: text,
  says: { enum: ['pass', 'later', 'withheld'] },
  reason: text,
  at: { type: 'string', format: 'date-time', description: 'of `later`' },
  saw: { type: 'object', description: 'the values that it decided from' },
  sentence,
});
const verdicts = { type: 'array', items: verdict };
const policies = { type: 'object', description: 'the version of each section that was followed' };

const step = record({
  message: { type: 'string', description: 'GET /v1/messages/{messageId}' },
  step: text,
  channel: { enum: channels },
  purpose: { enum: ['transactional', 'marketing'] },
  template: text,
  outcome: { enum: ['sent', 'waiting', 'withheld', 'failed', 'unknown'] },
  reason: text,
  sentence,
  dueAt: instant,
  usefulUntil: instant,
  decidedAt: instant,
  notBefore: instant,
  acceptedAt: instant,
  policies,
  verdicts,
});

const run = record({
  kind: { const: 'run' },
  id: text,
  journey: text,
  state: { enum: ['open', 'stopping', 'closed'] },
  startedAt: instant,
  sentence,
  steps: { type: 'array', items: step, description: 'each with exactly one outcome' },
});

const event = record({
  kind: { const: 'event' },
  id: { type: 'string', description: 'the store’s own' },
  type: text,
  occurredAt: instant,
  fate: { enum: ['ignored', 'quarantined'] },
  reason: text,
  sentence,
});

const explanation = {
  allOf: [
    record({
      timezone: text,
      customer: record({
        consents: { type: 'array', items: { type: 'object' } },
        suppressions: { type: 'array', items: { type: 'object' } },
        orders: { type: 'array', items: { type: 'object' } },
        active: { type: 'array', items: { type: 'object' }, description: 'journeys that they are in now' },
      }),
    }),
    listOf('history', { oneOf: [run, event] }),
  ],
};

const dryRun = record({
  timezone: text,
  about: {
    enum: ['waiting', 'next', 'supposed'],
    description: 'the step that waits, the next one, or one of a run that begins now',
  },
  step: text,
  policies,
  concern: {
    ...record({ concerns: { type: 'boolean' }, reason: text, sentence }),
    description: 'whether the journey can begin for the customer at all; if not, why',
  },
  now: record({ at: instant, says: { enum: ['send', 'later', 'withheld'] }, reason: text, sentence, verdicts }),
  possible: record({ at: instant, sentence }),
});

const preview = record({
  journey: text,
  template: text,
  channel: { enum: channels },
  purpose: { enum: ['transactional', 'marketing'] },
  offer: { type: ['string', 'null'], description: 'what the step names' },
  locale: text,
  notes: { type: 'array', items: text, description: 'what of it was invented, because the customer has nothing of it' },
  flaw: { type: ['string', 'null'], description: 'why it would not go out, whatever the rules say' },
  email: {
    type: ['object', 'null'],
    properties: { from: text, subject: text, html: text, text },
  },
  whatsapp: {
    type: ['object', 'null'],
    properties: {
      text,
      content: { ...text, description: 'the approved template' },
      cost: { type: 'integer', description: 'minor units' },
      currency: text,
      country: { type: ['string', 'null'] },
    },
  },
  sms: {
    type: ['object', 'null'],
    properties: {
      text,
      encoding: { enum: ['GSM-7', 'UCS-2'] },
      segments: { type: 'integer' },
      cost: { type: 'integer', description: 'minor units' },
      currency: text,
      country: { type: ['string', 'null'] },
    },
  },
});

const journeys = record({
  journeys: {
    type: 'array',
    items: record({
      journey: text,
      purpose: text,
      rank: text,
      beginsWith: { type: 'array', items: text },
      about: { type: ['string', 'null'], description: 'the id that tells two runs of one customer apart' },
      messages: {
        type: 'array',
        items: record({
          template: text,
          channel: { enum: channels },
          purpose: text,
          offers: { type: 'array', items: text },
          next: { type: ['string', 'null'], description: 'the channel that is asked when this one does not do' },
          sent: { type: 'boolean', description: 'false: there are words for it, and the journey does not send it' },
        }),
      },
    }),
  },
});

const smsSpent = { messages: { type: 'integer' }, segments: { type: 'integer' }, cost: { type: 'integer' } };

const smsCosts = record({
  currency: { type: 'string', description: 'of all amounts, in minor units' },
  days: { type: 'integer' },
  since: instant,
  until: instant,
  journeys: { type: 'array', items: record({ journey: text, purpose: text, ...smsSpent }) },
  tests: { ...record(smsSpent), description: 'sent by operators to themselves; they take nothing of a day’s money' },
  total: { type: 'integer' },
  today: {
    type: 'array',
    items: record({
      purpose: text,
      spent: { type: 'integer' },
      budget: { type: ['integer', 'null'], description: 'null: no limit' },
      left: { type: ['integer', 'null'] },
    }),
  },
});

const number = { type: 'number' };
const count = { type: 'integer' };

const secondOrders = record({
  since: instant,
  until: instant,
  cohorts: {
    type: 'array',
    items: record({
      month: { type: 'string', description: 'of the first order, such as 2026-03, in the shop’s time' },
      customers: count,
      again: { type: 'integer', description: 'how many have ordered again by now' },
      pastNinety: { type: 'integer', description: 'whose first ninety days are over' },
      againInNinety: { type: 'integer', description: 'of these, who ordered again within them' },
      medianDays: { type: ['number', 'null'], description: 'to the second order, of who ordered again' },
      againPercent: { type: ['number', 'null'] },
      againInNinetyPercent: { type: ['number', 'null'] },
    }),
  },
});

const policyResults = record({
  section: text,
  currency: { type: 'string', description: 'of all amounts, in minor units' },
  days: count,
  since: instant,
  until: instant,
  versions: {
    type: 'array',
    items: record({
      version: { type: 'integer', description: '0: the default' },
      from: { ...instant, type: ['string', 'null'] },
      why: { type: ['string', 'null'] },
      sent: count,
      customers: count,
      clicked: count,
      orders: {
        type: 'integer',
        description: 'placed after a followed link: five days by e-mail, one by text message',
      },
      revenue: number,
      unsubscribed: count,
      complained: count,
      revenuePerThousand: number,
      unsubscribedPerThousand: number,
      complainedPerThousand: number,
    }),
  },
});

const latencies = record({
  since: instant,
  hours: count,
  journeys: {
    type: 'array',
    items: record({
      journey: { type: ['string', 'null'], description: 'null: of all together' },
      decisions: count,
      p50: { type: 'number', description: 'milliseconds' },
      p99: number,
      most: number,
      eventDelay: { type: ['integer', 'null'], description: 'the shortest first wait of an event, in milliseconds' },
      isInTime: { type: ['boolean', 'null'], description: 'whether p99 is within a tenth of that' },
    }),
  },
});

const asked = (name: string, description: string, required = true) => ({
  name,
  in: 'query',
  required,
  schema: text,
  description,
});

const message = [
  asked('journey', 'such as cartAbandonment'),
  asked('template', 'one that the journey sends, such as cart/reminder: GET /v1/journeys'),
  asked('channel', 'email or sms; as the journey sends it unless said', false),
  asked('offer', 'another offer than the one that the step would name', false),
];

/** Why a customer got what they got, and what they would get. */
export const explainPaths = (parts: Parts) => {
  const operation = operationOf(parts);
  return {
    '/v1/customers/{customerId}/explain': {
      get: operation('What a customer got, and why not the rest', 'read', [customer, ...pages], explanation),
    },
    '/v1/customers/{customerId}/explain/now': {
      get: operation(
        'What would happen to a message now, when it will be possible, and whether the journey can concern the customer; sends nothing',
        'read',
        [customer, ...message],
        dryRun,
      ),
    },
    '/v1/customers/{customerId}/preview': {
      get: operation(
        'A message as the customer would get it now; it goes to nobody',
        'read',
        [customer, ...message, asked('locale', "fr or en, instead of the customer's own", false)],
        preview,
      ),
    },
    '/v1/journeys': { get: operation('Every journey and what it sends', 'read', [], journeys) },
    '/v1/sms/costs': {
      get: operation(
        'What text messages cost, and what is left of today',
        'read',
        [{ name: 'days', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 9999, default: 30 } }],
        smsCosts,
      ),
    },
    '/v1/policy-results': {
      get: operation(
        'Revenue and unsubscribes of marketing, by the version of a section of the policy that decided it',
        'read',
        [
          asked('section', 'such as caps, which it is unless said', false),
          { name: 'days', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 9999, default: 30 } },
        ],
        policyResults,
      ),
    },
    '/v1/second-orders': {
      get: operation(
        'How many of the customers of each month’s first orders ordered again, and how soon',
        'read',
        [{ name: 'months', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 120, default: 12 } }],
        secondOrders,
      ),
    },
    '/v1/latencies': {
      get: operation(
        'From event to decision: p50 and p99, by journey',
        'read',
        [{ name: 'hours', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 720, default: 24 } }],
        latencies,
      ),
    },
  };
};
