import { fileURLToPath } from 'node:url';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet, { crossOriginResourcePolicy } from 'helmet';
import { errorCode } from '../../db/error-code.ts';
import { refusedStatus } from '../http/refused-status.ts';
import type { Act } from './acts/act.ts';
import { answerAct } from './acts/answer-act.tsx';
import { changeSuppression } from './acts/change-suppression.ts';
import { definitionActs } from './definitions/definition-acts.ts';
import { definitionPage, definitionsPage } from './definitions/definition-pages.tsx';
import { deliverabilityActs } from './acts/deliverability.ts';
import { keysAct } from './acts/keys.tsx';
import { liftPauseAct } from './acts/lift-pause.ts';
import { resolveMessage } from './acts/resolve-message.ts';
import { retryEvent } from './acts/retry-event.ts';
import { retryLetterAct } from './acts/retry-letter.ts';
import { type CostlyAnswers, costlyAnswers } from './live/costly-answers.ts';
import { asCustomerPage } from './as-customer/as-customer-page.tsx';
import { asCustomerHtml } from './as-customer/as-customer-html.ts';
import { explainPage } from './explain/explain-page.tsx';
import { switchActs } from './acts/switches.ts';
import { testSendAct } from './acts/test-send.ts';
import { streamChanges } from './live/stream.ts';
import { createWatch } from './live/watch.ts';
import { previewHtml, sentHtml } from './message-html.ts';
import { messagesCsv } from './messages-csv.ts';
import type { Page, PageDeps } from './page.ts';
import { cataloguePage } from './pages/catalogue.tsx';
import { customerPage } from './pages/customer.tsx';
import { customersPage } from './pages/customers.tsx';
import { dataPage } from './pages/data.tsx';
import { deliverabilityPage } from './pages/deliverability.tsx';
import { keysPage } from './pages/keys.tsx';
import { messagePage } from './pages/message.tsx';
import { messagesPage } from './pages/messages.tsx';
import { auditPage } from './pages/audit.tsx';
import { overview } from './pages/overview.tsx';
import { previewPage } from './pages/preview.tsx';
import { quarantinePage } from './pages/quarantine.tsx';
import { runPage } from './pages/run.tsx';
import { resultsPage } from './pages/results.tsx';
import { smsPage } from './pages/sms.tsx';
import { runsPage } from './pages/runs.tsx';
import { suppressionsPage } from './pages/suppressions.tsx';
import { switchesPage } from './pages/switches.tsx';
import { testSendPage } from './pages/test-send.tsx';
import { undeliveredPage } from './pages/undelivered.tsx';
import { policiesPage } from './policies/policies-page.tsx';
import { policyAct } from './policies/policy-act.ts';
import { policyPage } from './policies/policy-page.tsx';
import { modelsPage } from './scores/models-page.tsx';
import { promoteAct } from './scores/promote-act.ts';
import { alertsPage } from './alerts/alerts-page.tsx';
import { decisionActs } from './experiments/decision-acts.ts';
import { decisionPage } from './experiments/decision-page.tsx';
import { experimentPage } from './experiments/experiment-page.tsx';
import { experimentsPage } from './experiments/experiments-page.tsx';
import { planPage } from './experiments/plan-page.tsx';
import { segmentPage } from './segments/segment-page.tsx';
import { segmentsPage } from './segments/segments-page.tsx';
import { demandPage } from './demand/demand-page.tsx';
import { campaignActs } from './season/campaign-act.ts';
import { campaignPage } from './season/campaign-page.tsx';
import { campaignsPage } from './season/campaigns-page.tsx';
import { showNotFound, showPage } from './show-page.tsx';
import { requireOperator } from './sign-in/require-operator.ts';
import { signInRoutes } from './sign-in/routes.ts';

export interface ConsoleDeps extends Omit<PageDeps, keyof CostlyAnswers> {
  /** Where operators open the console, when a proxy stands before it: `https://console.shop.example`. */
  readonly consoleUrl?: string | undefined;
  /** Ends the live streams when aborted: without it open pages keep the process from stopping. */
  readonly closing?: AbortSignal;
}

const pages: readonly Page[] = [
  overview,
  messagesPage,
  messagePage,
  runsPage,
  runPage,
  customersPage,
  customerPage,
  explainPage,
  asCustomerPage,
  segmentsPage,
  segmentPage,
  modelsPage,
  demandPage,
  campaignsPage,
  campaignPage,
  alertsPage,
  experimentsPage,
  planPage,
  experimentPage,
  decisionPage,
  undeliveredPage,
  policiesPage,
  policyPage,
  switchesPage,
  deliverabilityPage,
  smsPage,
  resultsPage,
  testSendPage,
  previewPage,
  quarantinePage,
  cataloguePage,
  dataPage,
  definitionsPage,
  definitionPage,
  suppressionsPage,
  keysPage,
  auditPage,
];

/** What operators do by a button. */
const acts: readonly Act[] = [
  resolveMessage,
  retryLetterAct,
  retryEvent,
  liftPauseAct,
  keysAct,
  policyAct,
  changeSuppression,
  ...switchActs,
  ...deliverabilityActs,
  ...campaignActs,
  promoteAct,
  ...decisionActs,
  ...definitionActs,
  testSendAct,
];

/**
 * The operator's pages: what was sent, what was withheld and why, who stands where, and the few acts that need
 * a person. Everything but the sign-in page and the assets is for operators who are signed in.
 */
export const createConsole = (deps: ConsoleDeps): Express => {
  const pageDeps: PageDeps = {
    ...deps,
    ...costlyAnswers(deps),
  };
  const { db, realClock, consoleUrl } = deps;
  const cookie = { secure: consoleUrl?.startsWith('https:') ?? false };
  const app = express();
  app.disable('x-powered-by');
  app.use(guard(cookie.secure));
  app.use(
    '/assets',
    // Pictures of sample carts are shown inside messages, whose documents have an origin of their own.
    crossOriginResourcePolicy({ policy: 'cross-origin' }),
    express.static(fileURLToPath(new URL('./assets', import.meta.url)), { index: false, cacheControl: false }),
  );
  app.use(signInRoutes({ db, realClock, consoleUrl, cookie }));
  app.use(requireOperator({ db, realClock, cookie }));
  app.get('/live', streamChanges(createWatch(deps.db), deps.closing));
  app.get('/messages/:id/html', sentHtml(pageDeps));
  app.get('/messages.csv', messagesCsv(pageDeps));
  app.get('/preview/html', previewHtml(pageDeps));
  app.get('/customers/:id/preview/html', asCustomerHtml(pageDeps));
  const fewFields = { parameterLimit: 50, limit: '96kb' };
  for (const act of acts) {
    const form = express.urlencoded({ extended: false, ...(act.form ?? fewFields) });
    app.post(act.path, form, answerAct(pageDeps, act, consoleUrl));
  }
  // After the acts: one that does nothing goes on to its form's page.
  for (const page of pages) app.get(page.path, showPage(pageDeps, page));
  app.use(showNotFound(pageDeps));
  app.use(answerError(deps.logger));
  return app;
};

/** Pages run our one script and nothing inline; they are shown in no other site's frame. */
const guard = (secure: boolean) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure,
    xFrameOptions: false,
    originAgentCluster: false,
  });

/** A page that cannot be made says so plainly; what went wrong is in the log. */
const answerError =
  (logger: Pick<ConsoleDeps['logger'], 'error'>): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const refused = refusedStatus(error);
    if (refused !== undefined) {
      return response.status(refused).type('text').send('The request cannot be read.');
    }
    logger.error({ path: request.path, code: errorCode(error) }, 'the console could not show a page');
    return response
      .status(503)
      .set('retry-after', '2')
      .type('text')
      .send('The page could not be made: the database did not answer as expected. Reload in a moment; see the log.');
  };
