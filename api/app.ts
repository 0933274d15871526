import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { type AccessDeps, createAccess } from './access/access.ts';
import { warnOfProxy } from './access/limits.ts';
import { type InFlightLimits, limitInFlight } from './back-pressure/in-flight.ts';
import { browserRoutes } from './browser/routes.ts';
import { answerRoutes } from './answers/routes.ts';
import { serveDocs } from './docs/serve.ts';
import { confirmRoutes } from './confirm/routes.ts';
import { answerErrors } from './http/answer-errors.ts';
import { Problem } from './http/problem.ts';
import { type LinkDeps, linkRoutes } from './links/routes.ts';
import { tellConsentChange } from './intake/tell-consent-change.ts';
import { preferencesRoutes } from './preferences/routes.ts';
import { providerWebhooks, type ProviderWebhooksDeps } from './provider-webhooks/routes.ts';
import { sharedAnswer } from './readiness/shared-answer.ts';
import { storeRoutes, type StoreRoutesDeps } from './store-routes.ts';
import { unsubscribeRoutes } from './unsubscribe/routes.ts';

export interface AppDeps
  extends StoreRoutesDeps, AccessDeps, Pick<ProviderWebhooksDeps, 'webhooks'>, Pick<LinkDeps, 'links'> {
  /** What the process depends on, each with the reason why it is not ready. */
  readiness(): Promise<Readiness>;
  /** Without them everything is let in. */
  readonly inFlight?: InFlightLimits;
  /** The proxies whose X-Forwarded-For is believed: how many, or their addresses. */
  readonly trustProxy?: number | readonly string[] | undefined;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ok' | { readonly problem: string }>>;
}

/** What stores and probes ask of the product over HTTP. */
export const createApp = (deps: AppDeps): Express => {
  const app = express();
  app.disable('x-powered-by');
  if (deps.trustProxy !== undefined) app.set('trust proxy', deps.trustProxy);
  app.use(guard);
  app.use(noStore);
  app.use(warnOfProxy(deps.logger));
  app.get('/health', (_request, response) => void response.json({ status: 'ok' }));
  const readiness = sharedAnswer(async () => deps.readiness());
  app.get('/ready', async (_request, response) => {
    const { ready, checks } = await readiness();
    response.status(ready ? 200 : 503).json({ ready, checks });
  });
  // Probes come first: no limit makes a process that works look as if it did not.
  const access = createAccess(deps);
  app.use(access.refuseStrangers);
  const tell = tellConsentChange(deps.specs, deps.clock);
  app.use(providerWebhooks({ ...deps, tell }));
  app.use(serveDocs(deps.specs));
  if (deps.inFlight) app.use('/v1', limitInFlight(deps.inFlight));
  app.use(storeRoutes(deps, access));
  app.use(browserRoutes(deps, access));
  // From here on whatever needs neither a key nor a signature.
  app.use(access.limitVisitors);
  app.use(unsubscribeRoutes({ ...deps, tell }));
  app.use(preferencesRoutes({ ...deps, tell }));
  app.use(confirmRoutes({ ...deps, tell }));
  app.use(answerRoutes(deps));
  app.use(linkRoutes(deps));
  app.use(noSuchRoute);
  app.use(answerErrors(deps.logger));
  return app;
};

/** Answers are data: no browser makes a page of them. Pages say for themselves what they may do. */
const guard = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
});

/** Most answers are personal or a secret's: no cache keeps any. */
const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

const noSuchRoute: RequestHandler = (request) => {
  throw new Problem(404, 'not_found', `there is no ${request.method} ${request.path}`);
};
