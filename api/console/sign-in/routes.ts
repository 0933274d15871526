import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { recordAct } from '../../../db/access/audit.ts';
import type { Database } from '../../../db/client.ts';
import { readOperator } from '../../../db/access/operators.ts';
import { isPassword } from './password.ts';
import { type OperatorDeps, requireOperator, sessionOf } from './require-operator.ts';
import { isSameOrigin } from './same-origin.ts';
import { beginSession, endSession, isCsrfToken } from './session.ts';
import { signInPage } from './sign-in-page.tsx';

export interface SignInDeps extends OperatorDeps {
  readonly db: Database;
  /** Where operators open the console, when that is not what the request says. */
  readonly consoleUrl: string | undefined;
}

const form = express.urlencoded({ extended: false, limit: '4kb', parameterLimit: 10 });

/** Signing in and out. */
export const signInRoutes = (deps: SignInDeps): Router => {
  const { db, cookie, realClock } = deps;
  const router = Router();

  router.get('/sign-in', (request, response) => {
    show(response, 200, { to: localPath(request.query['to']) });
  });

  router.post('/sign-in', form, ...slowGuessing(), async (request, response) => {
    const { name, password, to } = fieldsOf(request);
    if (!isSameOrigin(request, deps.consoleUrl)) {
      return show(response, 403, { to: '/', problem: 'This form was not sent from the console. Sign in here.' });
    }
    // Nobody is called by a name that cannot be stored.
    const operator = name.includes('\0') ? undefined : await readOperator(db, name);
    if (!(await isPassword(password, operator?.passwordHash)) || !operator) {
      if (operator) await record(operator.id, 'operator.sign_in_refused');
      return show(response, 401, { to, name, problem: 'Name and password do not go together.' });
    }
    await db.transaction(async (transaction) => {
      await endSession(transaction, cookie, request, response);
      await beginSession(transaction, cookie, response, operator.id, realClock.now());
      await recordAct(transaction, actOf(operator.id, 'operator.signed_in'));
    });
    return response.redirect(303, to);
  });

  router.post('/sign-out', form, requireOperator(deps), async (request, response) => {
    const session = sessionOf(response);
    if (!isSameOrigin(request, deps.consoleUrl) || !isCsrfToken(session, fieldsOf(request).csrf)) {
      return response.status(403).type('text').send('This form was not sent from the console.');
    }
    await db.transaction(async (transaction) => {
      await endSession(transaction, cookie, request, response);
      await recordAct(transaction, actOf(session.operator.id, 'operator.signed_out'));
    });
    return response.redirect(303, '/sign-in');
  });

  const actOf = (operator: string, act: string) =>
    ({ at: realClock.now(), actor: `operator:${operator}`, act, subject: `operator/${operator}` }) as const;
  const record = async (operator: string, act: string): Promise<void> => recordAct(db, actOf(operator, act));
  return router;
};

const show = (response: Response, status: number, page: Parameters<typeof signInPage>[0]): void => {
  response.status(status).set('cache-control', 'no-store').type('html').send(signInPage(page));
};

const fieldsOf = (request: Request) => {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const text = (field: string): string => (typeof body[field] === 'string' ? body[field] : '');
  return { name: text('name'), password: text('password'), to: localPath(body['to']), csrf: text('csrf') };
};

/** A path of this console; anything that leads elsewhere becomes the first page. */
const localPath = (to: unknown): string => (typeof to === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/u.test(to) ? to : '/');

/** Guesses that failed are counted by address and by name: some a quarter of an hour, then a wait. */
const slowGuessing = (): readonly RequestHandler[] => [
  guesses(30),
  guesses(10, (request) => fieldsOf(request).name.slice(0, 100)),
];

const guesses = (limit: number, keyGenerator?: (request: Request) => string): RequestHandler =>
  rateLimit({
    windowMs: 15 * 60_000,
    limit,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    ...(keyGenerator && { keyGenerator }),
    handler: (_request, response) =>
      show(response, 429, { to: '/', problem: 'Too many attempts. Wait a quarter of an hour and try again.' }),
  });
