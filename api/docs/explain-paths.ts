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
  channel: { enum: ['email', 'sms'] },
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
  now: record({ at: instant, says: { enum: ['send', 'later', 'withheld'] }, reason: text, sentence, verdicts }),
  possible: record({ at: instant, sentence }),
});

const asked = (name: string, description: string) => ({ name, in: 'query', required: true, schema: text, description });

/** Why a customer got what they got, and what they would get. */
export const explainPaths = (parts: Parts) => {
  const operation = operationOf(parts);
  return {
    '/v1/customers/{customerId}/explain': {
      get: operation('What a customer got, and why not the rest', 'read', [customer, ...pages], explanation),
    },
    '/v1/customers/{customerId}/explain/now': {
      get: operation(
        'What would happen to a message now, and when it will be possible; sends nothing',
        'read',
        [
          customer,
          asked('journey', 'such as cartAbandonment'),
          asked('template', 'such as cart/reminder'),
          asked('channel', 'email or sms'),
        ],
        dryRun,
      ),
    },
  };
};
