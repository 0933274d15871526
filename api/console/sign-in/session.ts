import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Queries } from '../../../db/client.ts';
import {
  deleteOldSessions,
  deleteSession,
  insertSession,
  readSession,
  seeSession,
} from '../../../db/access/sessions.ts';
import type { Millis } from '../../../domain/time/instant.ts';

/** Who is signed in, and the token that forms of this session must carry. */
export interface Session {
  readonly operator: { readonly id: string; readonly name: string };
  readonly csrf: string;
}

const minute = 60_000;
/** A session ends this long after it began, and when nobody used it for so long. */
const longest = 12 * 60 * minute;
const idle = 60 * minute;

/** Where the session's token is kept. Over TLS the browser itself refuses one set by another host. */
export interface SessionCookie {
  readonly secure: boolean;
}

const cookieName = ({ secure }: SessionCookie): string => (secure ? '__Host-relance_session' : 'relance_session');

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Proves that a form came from a page of this session: derived from its token, which no other site can read. */
const csrfOf = (token: string): string => createHmac('sha256', token).update('csrf').digest('base64url');

export const isCsrfToken = (session: Session, given: unknown): boolean => {
  if (typeof given !== 'string') return false;
  const [wanted, got] = [session.csrf, given].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(wanted!, got!);
};

/** Begins a session, and clears away the ones that have ended. */
export const beginSession = async (
  queries: Queries,
  cookie: SessionCookie,
  response: Response,
  operatorId: string,
  now: Millis,
): Promise<void> => {
  const token = randomBytes(32).toString('base64url');
  const at = new Date(now);
  await deleteOldSessions(queries, { begunBefore: new Date(now - longest), seenBefore: new Date(now - idle) });
  await insertSession(queries, { tokenHash: hashOf(token), operatorId, createdAt: at, seenAt: at });
  response.cookie(cookieName(cookie), token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: cookie.secure,
    path: '/',
    maxAge: longest,
  });
};

/** The session of a request; undefined when it has none that still runs. */
export const findSession = async (
  queries: Queries,
  cookie: SessionCookie,
  request: Request,
  now: Millis,
): Promise<Session | undefined> => {
  const token = tokenOf(cookie, request);
  const row = token && (await readSession(queries, hashOf(token)));
  if (!token || !row) return undefined;
  if (now - row.createdAt.getTime() > longest || now - row.seenAt.getTime() > idle) return undefined;
  if (now - row.seenAt.getTime() > minute) await seeSession(queries, row.tokenHash, new Date(now));
  return { operator: { id: row.operatorId, name: row.operatorName }, csrf: csrfOf(token) };
};

export const endSession = async (
  queries: Queries,
  cookie: SessionCookie,
  request: Request,
  response: Response,
): Promise<void> => {
  const token = tokenOf(cookie, request);
  if (token) await deleteSession(queries, hashOf(token));
  response.clearCookie(cookieName(cookie), { path: '/', secure: cookie.secure, sameSite: 'strict', httpOnly: true });
};

const tokenOf = (cookie: SessionCookie, request: Request): string | undefined =>
  parseCookie(request.get('cookie') ?? '')[cookieName(cookie)];
