import { inPath, instant, listOf, operationOf, pages, type Parts, record, text } from './operation.ts';

const section = inPath('section', 'as listed, such as recentBuyers');

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

/** A store's policies: read, tried and saved. */
export const policyPaths = (parts: Parts) => {
  const { json, reference } = parts;
  const operation = operationOf(parts);
  const previewing = ({ responses, ...rest }: ReturnType<typeof operation>) => ({
    ...rest,
    requestBody: {
      required: true,
      ...json({ type: 'object', required: ['policy'], properties: { policy: policyWish.properties.policy } }),
    },
    responses: { ...responses, 422: { description: 'the policy is not valid', ...json(reference('Error')) } },
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
  };
};
