import { channels } from '../../domain/journey.ts';
import { fieldNames } from '../../domain/coverage/fields.ts';
import { pauseRules } from '../../domain/switches/pause.ts';
import { sendingModes, sendingModeWords } from '../../domain/switches/sending-mode.ts';
import { testSendStates } from '../../domain/test-send.ts';
import { instant, operationOf, type Parts, record, text } from './operation.ts';

const said = { since: instant, by: { type: ['string', 'null'] }, why: { type: ['string', 'null'] } };

const mode = {
  enum: [...sendingModes],
  description: sendingModes.map((one) => `${one}: ${sendingModeWords[one]}`).join('; '),
};

const scope = {
  journey: { type: 'string', description: 'absent: every journey' },
  channel: { enum: channels, description: 'absent: every channel' },
  purpose: { enum: ['transactional', 'marketing'], description: 'absent: every purpose' },
  step: { type: 'string', description: 'of the journey, such as cart/offer#1; absent: every step' },
  season: { enum: ['normal', 'event', 'dday'], description: 'only while the calendar is in this mode; absent: always' },
};

const rule = {
  enum: [...pauseRules],
  description:
    'shift: held messages go out after the pause; skip: what became due meanwhile is withheld; drop: so is whatever runs that were open meanwhile still had to say',
};

const pause = record({ id: text, ...scope, rule, spreadSeconds: { type: 'integer' }, ...said, liftedAt: instant });

const switches = record({
  store: record({ mode, ...said }),
  journeys: { type: 'array', items: record({ journey: text, mode, effective: mode, ...said }) },
  pauses: { type: 'array', items: pause },
  allowlist: {
    type: 'array',
    items: record({
      kind: { enum: ['customer', 'address'] },
      value: { type: 'string', description: 'our id of the customer, or the SHA-256 of the address' },
      ...said,
    }),
  },
});

const test = record({
  id: text,
  journey: text,
  step: text,
  template: text,
  channel: { enum: channels },
  state: { enum: Object.keys(testSendStates) },
  means: { type: 'string', description: 'the state in words' },
  detail: { type: ['string', 'null'] },
  askedAt: instant,
  endedAt: instant,
  notes: { type: 'array', items: text, description: 'what of it was invented, because the customer has nothing of it' },
  sms: {
    type: ['object', 'null'],
    properties: { segments: { type: 'integer' }, cost: { type: 'integer', description: 'minor units' } },
    description: 'what the test itself took',
  },
  customerWould: {
    type: ['object', 'null'],
    properties: { says: { enum: ['pass', 'later', 'withheld'] }, reason: { type: ['string', 'null'] } },
  },
  rules: { type: 'array', items: record({ rule: text, says: text, reason: text, sentence: text }) },
});

const wish = (properties: object, ...required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  required: [...required, 'why'],
  properties: { ...properties, why: { type: 'string', maxLength: 500, description: 'for whoever wonders later' } },
});

const customer = {
  oneOf: ['id', 'email', 'phone'].map((name) => ({
    type: 'object',
    additionalProperties: false,
    required: [name],
    properties: { [name]: text },
  })),
};
const recipient = wish({ customer }, 'customer');

/** What is paused, and how far store and journeys have gone live. */
export const switchPaths = (parts: Parts) => {
  const { json, reference } = parts;
  const operation = operationOf(parts);
  const switching = ({ responses, ...rest }: ReturnType<typeof operation>, body: object) => ({
    ...rest,
    requestBody: { required: true, ...json(body) },
    responses: {
      ...responses,
      422: { description: 'the body is not valid: each field is named', ...json(reference('Error')) },
    },
  });
  const refusing = ({ responses, ...rest }: ReturnType<typeof switching>, description: string) => ({
    ...rest,
    responses: { ...responses, 409: { description, ...json(reference('Error')) } },
  });
  const inSpiteOf = {
    type: 'array',
    items: { enum: [...fieldNames] },
    description: 'of `on`: fields of which the store knows too little; kept in the audit log',
  };
  const ofPause = { name: 'pauseId', in: 'path', required: true, schema: text, description: 'as listed' };
  const ofTest = { ...ofPause, name: 'testSendId', description: 'as told when it was asked for' };
  const spread = { type: 'string', description: "over how long held messages go out: '10 minutes' to '7 days'" };
  return {
    '/v1/switches': { get: operation('Modes, pauses and who gets messages on trial', 'read', [], switches) },
    '/v1/switches/mode': {
      put: refusing(
        switching(
          operation('How far the store, or a journey, has gone live', 'operate', [], switches),
          wish({ journey: scope.journey, mode, inSpiteOf }, 'mode'),
        ),
        'the store knows too little of what the journey builds on: each field is named, with its share and what fills it',
      ),
    },
    '/v1/switches/pauses': {
      post: switching(
        operation('Hold messages back; nothing of it is claimed from here on', 'operate', [], pause),
        wish({ ...scope, rule, spread }, 'rule'),
      ),
    },
    '/v1/switches/pauses/{pauseId}/resume': {
      post: switching(
        operation('Go on; its rule says what becomes of what it held', 'operate', [ofPause], pause),
        wish({}),
      ),
    },
    '/v1/switches/allowlist': {
      post: switching(operation('Let somebody get messages on trial', 'operate', [], switches), recipient),
    },
    '/v1/test-sends': {
      post: switching(operation('Send a message as a customer would get it to an operator', 'operate', [], test), {
        type: 'object',
        additionalProperties: false,
        required: ['customer', 'journey', 'template', 'operator'],
        properties: {
          customer,
          journey: text,
          template: { type: 'string', description: 'one that the journey sends: GET /v1/journeys' },
          channel: { enum: channels, description: 'absent: as the journey sends it' },
          offer: { type: 'string', description: 'absent: what the step would name' },
          operator: { type: 'string', description: 'by name: it goes to their own address or number' },
        },
      }),
    },
    '/v1/test-sends/{testSendId}': {
      get: operation('How it went, and what each rule says for the customer', 'operate', [ofTest], test),
    },
    '/v1/switches/allowlist/remove': {
      post: switching(operation('Take somebody off that list', 'operate', [], switches), recipient),
    },
  };
};
