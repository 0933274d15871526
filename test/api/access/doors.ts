import { makeApiKey } from '../../../api/access/key-text.ts';
import type { Scope } from '../../../domain/access.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { noon } from '../intake-server.ts';
import { cart } from '../told.ts';
import { type Belongings, campaignPlan, definition } from './belongings.ts';

type Request = (of: Belongings) => { readonly path: string; readonly body?: object };

/** Who may come through a route's door, and how a request of it looks. */
export type Door =
  /** Anybody: it tells nothing of a store, or carries a proof of its own. */
  | { readonly who: 'everybody'; readonly why: string }
  /** Whoever signs with a key of the address: no key that is sent opens it. test/api/access/signatures.test.ts. */
  | { readonly who: 'signers'; readonly request: Request }
  /** Pages of the origins of a browser key: test/api/access/browser-key.test.ts. */
  | { readonly who: 'pages'; readonly request: Request }
  | {
      readonly who: Scope;
      readonly request: Request;
      /** False: what the request names is looked for by nobody, such as an event that is told. */
      readonly names?: false;
    };

const everybody = (why: string): Door => ({ who: 'everybody', why });
const inAnHour = new Date(noon + 3_600_000).toISOString();
const told = () => cart({ id: 'ada' }, 'matrix', 0);

/** The decision for every route of the api. A route that is missing here fails the test of the matrix. */
export const doors: Readonly<Record<string, Door>> = {
  'GET /health': everybody('probe'),
  'GET /ready': everybody('probe'),
  'GET /docs': everybody('documentation'),
  'GET /openapi.json': everybody('documentation'),
  'GET /v1/events/schema': everybody('documentation'),
  'GET /u/:token': everybody('the token of a message is known to its recipient alone'),
  'POST /u/:token': everybody('the token of a message is known to its recipient alone'),
  'GET /preferences/:token': everybody('the token of a message is known to its recipient alone'),
  'POST /preferences/:token': everybody('the token of a message is known to its recipient alone'),
  'GET /answer/:token': everybody('the token of a message is known to its recipient alone'),
  'POST /answer/:token': everybody('the token of a message is known to its recipient alone'),
  'GET /confirm/:token': everybody('the token of a sign-up is known to its recipient alone'),
  'POST /confirm/:token': everybody('the token of a sign-up is known to its recipient alone'),
  'GET /l/:token': everybody('a signed link leads to the shop and opens nothing: test/links'),
  'GET /s/:code': everybody('a short link leads to the shop and opens nothing: test/links'),
  'POST /webhooks/resend': everybody('signed by the provider: test/provider-webhooks'),
  'POST /webhooks/twilio': everybody('signed by the provider: test/provider-webhooks'),
  'POST /v1/events': { who: 'ingest', request: () => ({ path: '/v1/events', body: told() }), names: false },
  'POST /v1/signed-events/:line': {
    who: 'signers',
    request: ({ line }) => ({ path: `/v1/signed-events/${line}`, body: told() }),
  },
  'GET /relance.js': everybody('the script that shops put into their pages'),
  'OPTIONS /v1/browser-events/:key': {
    who: 'pages',
    request: () => ({ path: `/v1/browser-events/${makeApiKey('browser')}` }),
  },
  'POST /v1/browser-events/:key': {
    who: 'pages',
    request: () => ({ path: `/v1/browser-events/${makeApiKey('browser')}`, body: {} }),
  },
  'GET /v1/suppressions': { who: 'operate', request: () => ({ path: '/v1/suppressions' }), names: false },
  'POST /v1/suppressions': {
    who: 'operate',
    request: () => ({ path: '/v1/suppressions', body: { channel: 'email', address: 'nobody@matrix.example' } }),
    names: false,
  },
  'POST /v1/suppressions/lift': {
    who: 'operate',
    request: ({ message }) => ({
      path: '/v1/suppressions/lift',
      body: { channel: 'email', address: `${message}@matrix.example`, reason: 'manual' },
    }),
  },
  'GET /v1/events/:eventId': { who: 'read', request: ({ event }) => ({ path: `/v1/events/${event}` }) },
  'GET /v1/messages/:messageId': { who: 'read', request: ({ message }) => ({ path: `/v1/messages/${message}` }) },
  'GET /v1/customers/:customerId/messages': {
    who: 'read',
    request: ({ customer }) => ({ path: `/v1/customers/${customer}/messages` }),
  },
  'GET /v1/customers/:customerId/runs': {
    who: 'read',
    request: ({ customer }) => ({ path: `/v1/customers/${customer}/runs` }),
  },
  'GET /v1/customers/:customerId/explain': {
    who: 'read',
    request: ({ customer }) => ({ path: `/v1/customers/${customer}/explain` }),
  },
  'GET /v1/customers/:customerId/explain/now': {
    who: 'read',
    request: ({ customer }) => ({
      path: `/v1/customers/${customer}/explain/now?journey=cartAbandonment&template=cart/reminder&channel=email`,
    }),
  },
  'GET /v1/customers/:customerId/preview': {
    who: 'read',
    request: ({ customer }) => ({
      path: `/v1/customers/${customer}/preview?journey=cartAbandonment&template=cart/reminder`,
    }),
  },
  'GET /v1/customers/:customerId/scores': {
    who: 'read',
    request: ({ customer }) => ({ path: `/v1/customers/${customer}/scores` }),
  },
  'GET /v1/customers/:customerId/renewals': {
    who: 'read',
    request: ({ customer }) => ({ path: `/v1/customers/${customer}/renewals` }),
  },
  'GET /v1/customers/:customerId/segments': {
    who: 'read',
    request: ({ customer }) => ({ path: `/v1/customers/${customer}/segments` }),
  },
  'GET /v1/segments': { who: 'read', request: () => ({ path: '/v1/segments' }), names: false },
  'GET /v1/experiments': { who: 'read', request: () => ({ path: '/v1/experiments' }), names: false },
  'POST /v1/experiments/registrations': {
    who: 'operate',
    request: () => ({
      path: '/v1/experiments/registrations',
      body: {
        experiment: 'holdout/all/2026-Q4',
        metric: 'revenue',
        windowDays: 30,
        minimalEffect: 0.1,
        customers: 1_000,
        why: 'a test',
      },
    }),
    names: false,
  },
  'POST /v1/experiments/registrations/withdraw': {
    who: 'operate',
    request: () => ({
      path: '/v1/experiments/registrations/withdraw',
      body: { experiment: 'holdout/all/2026-Q4', why: 'a test' },
    }),
    names: false,
  },
  'POST /v1/models/promotions': {
    who: 'operate',
    request: () => ({ path: '/v1/models/promotions', body: { kind: 'orders', version: 1, why: 'a test' } }),
    names: false,
  },
  'GET /v1/models': { who: 'read', request: () => ({ path: '/v1/models' }), names: false },
  'GET /v1/demand': { who: 'read', request: () => ({ path: '/v1/demand' }), names: false },
  'GET /v1/demand.csv': { who: 'read', request: () => ({ path: '/v1/demand.csv' }), names: false },
  'GET /v1/journeys': { who: 'read', request: () => ({ path: '/v1/journeys' }), names: false },
  'GET /v1/sms/costs': { who: 'read', request: () => ({ path: '/v1/sms/costs' }), names: false },
  'GET /v1/policy-results': { who: 'read', request: () => ({ path: '/v1/policy-results' }), names: false },
  'GET /v1/second-orders': { who: 'read', request: () => ({ path: '/v1/second-orders' }), names: false },
  'GET /v1/latencies': { who: 'read', request: () => ({ path: '/v1/latencies' }), names: false },
  'GET /v1/definitions': { who: 'read', request: () => ({ path: '/v1/definitions' }), names: false },
  'POST /v1/definitions/preview': {
    who: 'read',
    request: () => ({ path: '/v1/definitions/preview', body: { definition } }),
    names: false,
  },
  'GET /v1/definitions/:name': { who: 'read', request: (of) => ({ path: `/v1/definitions/${of.definition}` }) },
  'PUT /v1/definitions/:name': {
    who: 'operate',
    request: () => ({ path: '/v1/definitions/new-one', body: { definition, basedOn: 0, why: 'a test' } }),
    names: false,
  },
  'GET /v1/definitions/:name/customers': {
    who: 'read',
    request: (of) => ({ path: `/v1/definitions/${of.definition}/customers` }),
  },
  'POST /v1/definitions/:name/retire': {
    who: 'operate',
    request: (of) => ({ path: `/v1/definitions/${of.definition}/retire`, body: { why: 'a test' } }),
  },
  'GET /v1/coverage': { who: 'read', request: () => ({ path: '/v1/coverage' }), names: false },
  'GET /v1/freshness': { who: 'read', request: () => ({ path: '/v1/freshness' }), names: false },
  'GET /v1/switches': { who: 'read', request: () => ({ path: '/v1/switches' }), names: false },
  'PUT /v1/switches/mode': {
    who: 'operate',
    request: () => ({ path: '/v1/switches/mode', body: { mode: 'off', why: 'a test' } }),
    names: false,
  },
  'POST /v1/switches/pauses': {
    who: 'operate',
    request: () => ({ path: '/v1/switches/pauses', body: { rule: 'shift', why: 'a test' } }),
    names: false,
  },
  'POST /v1/switches/pauses/:pauseId/resume': {
    who: 'operate',
    request: ({ pause }) => ({ path: `/v1/switches/pauses/${pause}/resume`, body: { why: 'a test' } }),
  },
  'POST /v1/switches/allowlist': {
    who: 'operate',
    request: ({ customer }) => ({
      path: '/v1/switches/allowlist',
      body: { customer: { id: decodeURIComponent(customer) }, why: 'a test' },
    }),
  },
  'POST /v1/switches/allowlist/remove': {
    who: 'operate',
    request: ({ customer }) => ({
      path: '/v1/switches/allowlist/remove',
      body: { customer: { id: decodeURIComponent(customer) }, why: 'a test' },
    }),
  },
  'GET /v1/deliverability': {
    who: 'read',
    request: () => ({ path: '/v1/deliverability' }),
    names: false,
  },
  'POST /v1/deliverability/releases': {
    who: 'operate',
    request: () => ({
      path: '/v1/deliverability/releases',
      body: { channel: 'email', until: inAnHour, why: 'a test' },
    }),
    names: false,
  },
  'POST /v1/deliverability/releases/end': {
    who: 'operate',
    request: () => ({ path: '/v1/deliverability/releases/end', body: { channel: 'email', why: 'a test' } }),
    names: false,
  },
  'POST /v1/deliverability/approvals': {
    who: 'operate',
    request: () => ({
      path: '/v1/deliverability/approvals',
      body: { channel: 'email', daily: 9_000, until: inAnHour, why: 'a test' },
    }),
    names: false,
  },
  'POST /v1/deliverability/approvals/end': {
    who: 'operate',
    request: () => ({ path: '/v1/deliverability/approvals/end', body: { channel: 'email', why: 'a test' } }),
    names: false,
  },
  'POST /v1/test-sends': {
    who: 'operate',
    request: ({ customer }) => ({
      path: '/v1/test-sends',
      body: {
        customer: { id: decodeURIComponent(customer) },
        journey: 'cartAbandonment',
        template: 'cart/reminder',
        operator: 'grace',
      },
    }),
  },
  'GET /v1/test-sends/:testSendId': {
    who: 'operate',
    request: ({ testSend }) => ({ path: `/v1/test-sends/${testSend}` }),
  },
  'GET /v1/campaigns': { who: 'read', request: () => ({ path: '/v1/campaigns' }), names: false },
  'GET /v1/campaigns/:name': { who: 'read', request: ({ campaign }) => ({ path: `/v1/campaigns/${campaign}` }) },
  'GET /v1/campaigns/:name/figures': {
    who: 'read',
    request: ({ campaign }) => ({ path: `/v1/campaigns/${campaign}/figures` }),
  },
  'GET /v1/figures': { who: 'read', request: () => ({ path: '/v1/figures' }), names: false },
  'PUT /v1/campaigns/:name': {
    who: 'operate',
    request: () => ({
      path: '/v1/campaigns/matrix',
      body: { campaign: campaignPlan, basedOn: 0, why: 'a test' },
    }),
    names: false,
  },
  'POST /v1/campaigns/:name/enrol': {
    who: 'operate',
    request: ({ campaign }) => ({ path: `/v1/campaigns/${campaign}/enrol`, body: { why: 'a test' } }),
  },
  'POST /v1/campaigns/:name/cancel': {
    who: 'operate',
    request: ({ campaign }) => ({ path: `/v1/campaigns/${campaign}/cancel`, body: { why: 'a test' } }),
  },
  'GET /v1/calendar': { who: 'read', request: () => ({ path: '/v1/calendar' }), names: false },
  'PUT /v1/calendar': {
    who: 'operate',
    request: () => ({ path: '/v1/calendar', body: { calendar: [], why: 'a test' } }),
    names: false,
  },
  'POST /v1/customers/export': {
    who: 'erase',
    request: ({ customer }) => ({ path: '/v1/customers/export', body: { id: decodeURIComponent(customer) } }),
  },
  'POST /v1/customers/erase': {
    who: 'erase',
    request: ({ customer }) => ({ path: '/v1/customers/erase', body: { id: decodeURIComponent(customer) } }),
  },
  'GET /v1/erasures/:erasureId': { who: 'erase', request: ({ erasure }) => ({ path: `/v1/erasures/${erasure}` }) },
  'GET /v1/policies': { who: 'read', request: () => ({ path: '/v1/policies' }), names: false },
  'GET /v1/policies/:section': { who: 'read', request: () => ({ path: '/v1/policies/value' }), names: false },
  'GET /v1/policies/:section/versions': {
    who: 'read',
    request: () => ({ path: '/v1/policies/value/versions' }),
    names: false,
  },
  'PUT /v1/policies/:section': {
    who: 'operate',
    request: () => ({ path: '/v1/policies/value', body: { policy: defaultPolicy.value, basedOn: 0 } }),
    names: false,
  },
  'POST /v1/policies/:section/preview': {
    who: 'operate',
    request: () => ({ path: '/v1/policies/value/preview', body: { policy: defaultPolicy.value } }),
    names: false,
  },
  'POST /v1/offers/:offer/codes': {
    who: 'operate',
    request: ({ offer }) => ({ path: `/v1/offers/${offer}/codes`, body: { codes: ['MATRIX-1'] } }),
  },
  'GET /v1/offers/codes/:code': { who: 'read', request: ({ code }) => ({ path: `/v1/offers/codes/${code}` }) },
  'POST /v1/offers/codes/:code/redeem': {
    who: 'operate',
    request: ({ code }) => ({ path: `/v1/offers/codes/${code}/redeem`, body: { orderId: 'matrix' } }),
  },
  'POST /v1/runs/:runId/stop': { who: 'operate', request: ({ run }) => ({ path: `/v1/runs/${run}/stop` }) },
};

/** Handlers that see every request before or after the routes; each one more must be looked at. */
export const handlers = [
  'helmetMiddleware',
  'noStore',
  'proxyWarning',
  'refuseStrangers',
  'refuseOverload at /v1',
  'limitVisitors',
  'noSuchRoute',
  'answerError',
];
