import { Router } from 'express';
import type { Access } from './access/access.ts';
import { getCoverage } from './coverage/routes.ts';
import {
  getDefinition,
  getDefinitionCustomers,
  getDefinitions,
  postDefinitionPreview,
  postRetire,
  putDefinition,
} from './definitions/routes.ts';
import { postEvents } from './http/post-events.ts';
import type { TakeEventsDeps } from './http/take-events.ts';
import type { AskDeps } from './explain/ask-now.ts';
import { getExperiments, postRegistration, postRegistrationWithdrawal } from './experiments/routes.ts';
import { getDryRun, getExplanation, getPreview } from './explain/routes.ts';
import { getCampaignFigures, getFigures } from './figures/routes.ts';
import { getFreshness } from './freshness/routes.ts';
import { bodyLimits, receive } from './http/receive.ts';
import { getJourneys } from './journeys/routes.ts';
import { postStopRun } from './operate/stop-run.ts';
import { getCode, postCodes, postRedeem } from './offers/routes.ts';
import {
  getDeliverability,
  postApproval,
  postHold,
  postRelease,
  postWithdrawal,
} from './operate/deliverability/routes.ts';
import { allowRecipient, disallowRecipient } from './operate/switches/allow.ts';
import { getSwitches, postPause, postRecipient, postResume, putMode } from './operate/switches/routes.ts';
import { getTestSend, postTestSend } from './operate/test-send/routes.ts';
import { getPolicies, getPolicy, getPolicyVersions, postPolicyPreview, putPolicy } from './policies/routes.ts';
import { getErasure, postErase, postExport } from './privacy/routes.ts';
import { getCustomerMessages, getCustomerRuns } from './read/customer.ts';
import { getEventFate } from './read/event-fate.ts';
import { getLatencies } from './read/latencies.ts';
import { getMessage } from './read/message.ts';
import { getPolicyResults } from './read/policy-results.ts';
import { getSecondOrders } from './read/second-orders.ts';
import { getSmsCosts } from './read/sms-costs.ts';
import { cancelCampaign, enrolAgain } from './season/change-campaign.ts';
import { getCalendar, getCampaign, getCampaigns, postCampaign, putCalendar, putCampaign } from './season/routes.ts';
import { getCustomerRenewals } from './scores/customer-renewals.ts';
import { getCustomerScores } from './scores/customer-scores.ts';
import { getDemand, getDemandCsv } from './scores/demand.ts';
import { getModels } from './scores/models.ts';
import { postPromotion } from './scores/promotion.ts';
import { getCustomerSegments } from './segments/customer-segments.ts';
import { getSegments } from './segments/segments.ts';
import { getSuppressions, postLift, postSuppression } from './suppressions/routes.ts';

const eventsBody = receive(bodyLimits.events, 'application/json');

export interface StoreRoutesDeps extends TakeEventsDeps, Pick<AskDeps, 'publicUrl' | 'links'> {}

/** What stores ask under their keys: each route names the scope that opens it. */
export const storeRoutes = (deps: StoreRoutesDeps, { requireScope, requireSigner, requireSignature }: Access): Router =>
  Router()
    .post('/v1/events', requireScope('ingest'), ...eventsBody, postEvents(deps))
    .post('/v1/signed-events/:line', requireSigner, ...eventsBody, requireSignature, postEvents(deps))
    .get('/v1/suppressions', requireScope('operate'), getSuppressions(deps))
    .post('/v1/suppressions', requireScope('operate'), ...person, postSuppression(deps))
    .post('/v1/suppressions/lift', requireScope('operate'), ...person, postLift(deps))
    .get('/v1/events/:eventId', requireScope('read'), getEventFate(deps.db))
    .get('/v1/messages/:messageId', requireScope('read'), getMessage(deps.db))
    .get('/v1/customers/:customerId/messages', requireScope('read'), getCustomerMessages(deps.db))
    .get('/v1/customers/:customerId/runs', requireScope('read'), getCustomerRuns(deps.db))
    .get('/v1/customers/:customerId/scores', requireScope('read'), getCustomerScores(deps))
    .get('/v1/customers/:customerId/renewals', requireScope('read'), getCustomerRenewals(deps))
    .get('/v1/customers/:customerId/segments', requireScope('read'), getCustomerSegments(deps))
    .get('/v1/policy-results', requireScope('read'), getPolicyResults(deps))
    .get('/v1/second-orders', requireScope('read'), getSecondOrders(deps))
    .get('/v1/latencies', requireScope('read'), getLatencies(deps))
    .get('/v1/segments', requireScope('read'), getSegments(deps))
    .get('/v1/models', requireScope('read'), getModels(deps.db))
    .post('/v1/models/promotions', requireScope('operate'), ...switches, postPromotion(deps))
    .get('/v1/demand', requireScope('read'), getDemand(deps.db))
    .get('/v1/demand.csv', requireScope('read'), getDemandCsv(deps.db))
    .get('/v1/experiments', requireScope('read'), getExperiments(deps))
    .post('/v1/experiments/registrations', requireScope('operate'), ...switches, postRegistration(deps))
    .post(
      '/v1/experiments/registrations/withdraw',
      requireScope('operate'),
      ...switches,
      postRegistrationWithdrawal(deps),
    )
    .get('/v1/customers/:customerId/explain', requireScope('read'), getExplanation(deps.db))
    .get('/v1/customers/:customerId/explain/now', requireScope('read'), getDryRun(deps))
    .get('/v1/customers/:customerId/preview', requireScope('read'), getPreview(deps))
    .get('/v1/journeys', requireScope('read'), getJourneys(deps))
    .get('/v1/sms/costs', requireScope('read'), getSmsCosts(deps))
    .post('/v1/runs/:runId/stop', requireScope('operate'), postStopRun(deps))
    .get('/v1/coverage', requireScope('read'), getCoverage(deps))
    .get('/v1/freshness', requireScope('read'), getFreshness(deps))
    .get('/v1/switches', requireScope('read'), getSwitches(deps))
    .put('/v1/switches/mode', requireScope('operate'), ...switches, putMode(deps))
    .post('/v1/switches/pauses', requireScope('operate'), ...switches, postPause(deps))
    .post('/v1/switches/pauses/:pauseId/resume', requireScope('operate'), ...switches, postResume(deps))
    .post('/v1/switches/allowlist', requireScope('operate'), ...switches, postRecipient(deps, allowRecipient))
    .post('/v1/switches/allowlist/remove', requireScope('operate'), ...switches, postRecipient(deps, disallowRecipient))
    .get('/v1/deliverability', requireScope('read'), getDeliverability(deps))
    .post('/v1/deliverability/releases', requireScope('operate'), ...switches, postRelease(deps))
    .post('/v1/deliverability/releases/end', requireScope('operate'), ...switches, postHold(deps))
    .post('/v1/deliverability/approvals', requireScope('operate'), ...switches, postApproval(deps))
    .post('/v1/deliverability/approvals/end', requireScope('operate'), ...switches, postWithdrawal(deps))
    .post('/v1/test-sends', requireScope('operate'), ...switches, postTestSend(deps))
    .get('/v1/test-sends/:testSendId', requireScope('operate'), getTestSend(deps))
    .get('/v1/policies', requireScope('read'), getPolicies(deps))
    .get('/v1/policies/:section', requireScope('read'), getPolicy(deps))
    .get('/v1/policies/:section/versions', requireScope('read'), getPolicyVersions(deps))
    .put('/v1/policies/:section', requireScope('operate'), ...policy, putPolicy(deps))
    .post('/v1/policies/:section/preview', requireScope('operate'), ...policy, postPolicyPreview(deps))
    .get('/v1/definitions', requireScope('read'), getDefinitions(deps))
    .post('/v1/definitions/preview', requireScope('read'), ...policy, postDefinitionPreview(deps))
    .get('/v1/definitions/:name', requireScope('read'), getDefinition(deps))
    .put('/v1/definitions/:name', requireScope('operate'), ...policy, putDefinition(deps))
    .get('/v1/definitions/:name/customers', requireScope('read'), getDefinitionCustomers(deps))
    .post('/v1/definitions/:name/retire', requireScope('operate'), ...switches, postRetire(deps))
    .get('/v1/campaigns', requireScope('read'), getCampaigns(deps))
    .get('/v1/campaigns/:name', requireScope('read'), getCampaign(deps))
    .get('/v1/campaigns/:name/figures', requireScope('read'), getCampaignFigures(deps))
    .get('/v1/figures', requireScope('read'), getFigures(deps))
    .put('/v1/campaigns/:name', requireScope('operate'), ...policy, putCampaign(deps))
    .post('/v1/campaigns/:name/cancel', requireScope('operate'), ...switches, postCampaign(deps, cancelCampaign))
    .post('/v1/campaigns/:name/enrol', requireScope('operate'), ...switches, postCampaign(deps, enrolAgain))
    .get('/v1/calendar', requireScope('read'), getCalendar(deps))
    .put('/v1/calendar', requireScope('operate'), ...policy, putCalendar(deps))
    .post('/v1/offers/:offer/codes', requireScope('operate'), ...codes, postCodes(deps))
    .get('/v1/offers/codes/:code', requireScope('read'), getCode(deps))
    .post('/v1/offers/codes/:code/redeem', requireScope('operate'), ...person, postRedeem(deps))
    .post('/v1/customers/export', requireScope('erase'), ...person, postExport(deps))
    .post('/v1/customers/erase', requireScope('erase'), ...person, postErase(deps))
    .get('/v1/erasures/:erasureId', requireScope('erase'), getErasure(deps.db));

const codes = receive(bodyLimits.codes, 'application/json');
const policy = receive(bodyLimits.policy, 'application/json');
const switches = receive(bodyLimits.switches, 'application/json');
const person = receive(bodyLimits.person, 'application/json');
