import type { RequestHandler, Response } from 'express';
import type { Queries } from '../../../db/client.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import { findSession, type Session, type SessionCookie } from './session.ts';

export interface OperatorDeps {
  readonly db: Queries;
  readonly cookie: SessionCookie;
  /** This machine's time: a session does not end sooner because the store's time is compressed. */
  readonly realClock: Clock;
}

/** Lets operators through who are signed in; everybody else is led to the sign-in page. */
export const requireOperator =
  ({ db, cookie, realClock }: OperatorDeps): RequestHandler =>
  async (request, response, next) => {
    const session = await findSession(db, cookie, request, realClock.now());
    if (session) {
      response.locals['session'] = session;
      // What operators see is personal: no cache may keep it.
      response.set('cache-control', 'no-store');
      next();
    } else if (request.method === 'GET' && request.accepts(['html', 'text/event-stream']) === 'html') {
      response.redirect(303, `/sign-in?to=${encodeURIComponent(request.originalUrl)}`);
    } else {
      response.status(401).type('text').send('Sign in first.');
    }
  };

/** The session that `requireOperator` found. */
export const sessionOf = (response: Response): Session => response.locals['session'] as Session;
