import type { Request } from 'express';

/**
 * Whether a form was sent by a page of this console. Browsers say so themselves (Fetch Metadata, `Sec-Fetch-Site`)
 * or name the page's origin; a request that says neither is not trusted.
 *
 * @param consoleUrl where operators open the console, when it stands behind a proxy that changes the Host header.
 */
export const isSameOrigin = (request: Request, consoleUrl: string | undefined): boolean => {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('origin');
  if (origin === undefined) return false;
  const own = consoleUrl === undefined ? request.get('host') : new URL(consoleUrl).host;
  return URL.canParse(origin) && new URL(origin).host === own;
};
