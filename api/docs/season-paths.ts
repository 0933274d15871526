import { campaignKinds, namedMoments } from '../../domain/season/campaign.ts';
import { campaignPaths } from '../../domain/season/paths.ts';
import { inPath, instant, operationOf, type Parts, record, text } from './operation.ts';

const civil = { type: 'string', description: 'as the clocks of the shop’s zone show it: 2026-06-24T08:00' };
const words = record({ fr: text, en: text });

const plan = {
  type: 'object',
  additionalProperties: false,
  required: ['label', 'opens', 'ends'],
  properties: {
    kind: { enum: [...campaignKinds], description: 'sales if not given' },
    label: { ...words, description: 'what customers call it, without an article' },
    opens: civil,
    second: { ...civil, description: 'the second markdown' },
    third: civil,
    ends: civil,
    hours: {
      type: 'array',
      maxItems: 6,
      description: 'offers of an hour or a few, on the last day',
      items: record({ from: civil, until: civil, says: words }),
    },
    moments: {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(
        namedMoments.map((moment) => [
          moment,
          { type: ['object', 'null'], properties: { days: { type: 'integer' }, at: text } },
        ]),
      ),
      description: 'other times than the usual ones: civil days from the date, and an hour; null leaves one out',
    },
    paths: {
      type: 'array',
      items: { enum: [...campaignPaths] },
      description: 'who is written to; everybody if not given',
    },
    spread: { type: 'string', description: 'over how long the messages of a moment go out: 1 hour if not given' },
  },
};

const campaign = record({
  name: text,
  id: text,
  state: { enum: ['planned', 'cancelled'] },
  version: { type: 'integer' },
  plan,
  moments: { type: 'object', description: 'by name: from, until, and the spread in milliseconds' },
  enrolments: {
    type: 'array',
    items: record({
      round: { type: 'integer' },
      dueAt: instant,
      entered: { type: 'integer' },
      passed: { type: 'array', items: record({ reason: text, means: text, customers: { type: 'integer' } }) },
      finishedAt: instant,
    }),
  },
  replans: { type: 'array', items: record({ askedAt: instant, told: { type: 'integer' }, finishedAt: instant }) },
  savedAt: instant,
  savedBy: text,
  why: text,
});

const calendar = {
  type: 'array',
  maxItems: 200,
  items: record({ from: instant, to: instant, mode: { enum: ['normal', 'event', 'dday'] } }),
};

const why = { type: 'string', maxLength: 500, description: 'for whoever wonders later' };

const wish = (properties: object, ...required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  required: [...required, 'why'],
  properties: { ...properties, why },
});

/** The campaigns of the season, and when the store is in which mode. */
export const seasonPaths = (parts: Parts) => {
  const { json, reference } = parts;
  const operation = operationOf(parts);
  const changing = ({ responses, ...rest }: ReturnType<typeof operation>, body: object) => ({
    ...rest,
    requestBody: { required: true, ...json(body) },
    responses: {
      ...responses,
      409: { description: 'saved by somebody else meanwhile, or called off', ...json(reference('Error')) },
      422: { description: 'the body is not valid: each field is named', ...json(reference('Error')) },
    },
  });
  const name = inPath('name', 'the shop’s own: small letters, digits, hyphens');
  return {
    '/v1/campaigns': {
      get: operation(
        'The campaigns of the season',
        'read',
        [],
        record({ campaigns: { type: 'array', items: campaign } }),
      ),
    },
    '/v1/campaigns/{name}': {
      get: operation('One campaign: its plan, its moments, how far it has come', 'read', [name], campaign),
      put: changing(
        operation(
          'Plan a campaign, or move its dates: steps to come follow, what was said stays',
          'operate',
          [name],
          campaign,
        ),
        wish(
          { campaign: plan, basedOn: { type: 'integer', description: 'the version that was read; 0 for a new one' } },
          'campaign',
          'basedOn',
        ),
      ),
    },
    '/v1/campaigns/{name}/cancel': {
      post: changing(
        operation('Call a campaign off: nothing of it is sent from here on', 'operate', [name], campaign),
        wish({}),
      ),
    },
    '/v1/campaigns/{name}/enrol': {
      post: changing(
        operation('Go through the audience once more: who came meanwhile enters', 'operate', [name], campaign),
        wish({}),
      ),
    },
    '/v1/calendar': {
      get: operation('When the store is in which mode of the season', 'read', [], record({ calendar })),
      put: changing(
        operation('Say when the store is in which mode: waits under way follow', 'operate', [], record({ calendar })),
        wish({ calendar }, 'calendar'),
      ),
    },
  };
};
