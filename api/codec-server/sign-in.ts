import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { parse, serialize } from 'cookie';
import type { Clock } from '../../domain/time/clock.ts';

/** Who may see payloads: whoever has the token, and for some hours the browser that it was typed into. */
export interface CodecSessions {
  isToken(token: string): boolean;
  /** The cookie of a new session; undefined when this is not the token. */
  open(token: string): string | undefined;
  isOpen(cookies: string | undefined): boolean;
}

const cookieName = 'relance_codec';
const lifeMillis = 12 * 3_600_000;

/** Sessions are kept nowhere: the cookie holds its end and a MAC of it under the token. */
export const createCodecSessions = ({
  token,
  clock,
  isSecure,
}: {
  readonly token: string;
  /** Real time. */
  readonly clock: Clock;
  /** True behind TLS: the UI may then stand on another site. */
  readonly isSecure: boolean;
}): CodecSessions => {
  const macOf = (end: string): string => createHmac('sha256', token).update(`codec session ${end}`).digest('base64url');
  const isToken = (given: string): boolean => isSame(given, token);
  return {
    isToken,
    open: (given) => {
      if (!isToken(given)) return undefined;
      const end = String(clock.now() + lifeMillis);
      return serialize(cookieName, `${end}.${macOf(end)}`, {
        httpOnly: true,
        path: '/',
        maxAge: lifeMillis / 1000,
        sameSite: isSecure ? 'none' : 'lax',
        secure: isSecure,
      });
    },
    isOpen: (cookies) => {
      const [end = '', mac = ''] = (parse(cookies ?? '')[cookieName] ?? '').split('.');
      return isSame(mac, macOf(end)) && Number(end) > clock.now();
    },
  };
};

/** Compares in the same time whatever differs. */
const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());

/** The page where a token is typed in; `notice` is ours, never what somebody sent. */
export const signInPage = (notice = ''): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Codec server</title></head>
<body><h1>Codec server</h1><p>${notice}</p>
<form method="post" action="/sign-in"><label>Token <input name="token" type="password" autocomplete="off" required></label>
<button>Sign in</button></form></body></html>
`;
