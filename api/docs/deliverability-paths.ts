import { channels } from '../../domain/journey.ts';
import { instant, operationOf, type Parts, record, text } from './operation.ts';

const channel = { enum: channels };
const journey = { type: 'string', description: 'the brake of this journey; absent: the store’s own' };
const shownJourney = { type: ['string', 'null'], description: 'null: the store’s own brake' };
const until = { type: 'string', format: 'date-time', description: 'later than now, at most 92 days ahead' };
const daily = { type: 'integer', minimum: 1, maximum: 999_999_999, description: 'messages a day (UTC)' };
const count = { type: 'integer' };
const said = { until: instant, since: instant, by: text, why: text };

const deliverability = record({
  brakes: {
    type: 'array',
    description: 'rates that are too high, as the last decision about a message found them',
    items: record({
      channel,
      journey: shownJourney,
      metric: { enum: ['bounces', 'complaints', 'unsubscribes'] },
      level: {
        enum: ['warn', 'slow', 'stop'],
        description: 'warn: messages go on; slow: a part waits; stop: all wait',
      },
      events: count,
      accepted: count,
      since: instant,
    }),
  },
  releases: { type: 'array', items: record({ channel, journey: shownJourney, ...said }) },
  volumes: {
    type: 'array',
    items: record({
      channel,
      today: { ...count, description: 'accepted since midnight (UTC)' },
      averageDay: { ...count, description: 'of the four weeks before' },
      atMost: { ...count, description: 'beyond it messages to an audience wait' },
      held: { ...count, description: 'messages that wait for it, 10,000 at most' },
      approval: { type: ['object', 'null'], properties: { daily, ...said } },
    }),
  },
});

const wish = (properties: object, ...required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  required: ['channel', ...required, 'why'],
  properties: {
    channel,
    ...properties,
    why: { type: 'string', maxLength: 500, description: 'for whoever wonders later' },
  },
});

/** What holds messages back for their reputation, and who lets them go all the same. */
export const deliverabilityPaths = (parts: Parts) => {
  const { json, reference } = parts;
  const acting = (summary: string, body: object) => {
    const { responses, ...rest } = operationOf(parts)(summary, 'operate', [], deliverability);
    const invalid = { description: 'the body is not valid: each field is named', ...json(reference('Error')) };
    return {
      post: { ...rest, requestBody: { required: true, ...json(body) }, responses: { ...responses, 422: invalid } },
    };
  };
  return {
    '/v1/deliverability': {
      get: operationOf(parts)(
        'Brakes, the day’s volume, and what was released or approved',
        'read',
        [],
        deliverability,
      ),
    },
    '/v1/deliverability/releases': acting(
      'Let marketing go in spite of a brake, until an instant',
      wish({ journey, until }, 'until'),
    ),
    '/v1/deliverability/releases/end': acting('Let the brake hold again', wish({ journey })),
    '/v1/deliverability/approvals': acting(
      'Let more messages a day go out than usual, until an instant',
      wish({ daily, until }, 'daily', 'until'),
    ),
    '/v1/deliverability/approvals/end': acting('No more than usual again', wish({})),
  };
};
