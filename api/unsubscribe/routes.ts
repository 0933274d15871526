import { setTimeout as wait } from 'node:timers/promises';
import { type Request, type RequestHandler, Router } from 'express';
import type { Database } from '../../db/client.ts';
import { errorCode } from '../../db/error-code.ts';
import { type LinkOwner, readLinkOwner, unsubscribe } from '../../db/customers/unsubscribe.ts';
import { type Locale, locales } from '../../domain/templates.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { bodyLimits, limitReceived } from '../http/receive.ts';
import { pagePolicy, unsubscribePage } from './page.tsx';

export interface UnsubscribeDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly logger: { error(fields: object, message: string): void };
}

/**
 * The link of every message. GET shows a button and changes nothing: scanners and previews open links. POST
 * unsubscribes, whatever its body: mail programs send `List-Unsubscribe=One-Click` as a form, in parts or
 * not at all (RFC 8058). A token that is not known gets the same answers, to the byte and in about the same
 * time: nobody learns from them whose link it is, or that it is one.
 */
export const unsubscribeRoutes = ({ db, clock, logger }: UnsubscribeDeps): Router => {
  const ownerOf = async (request: Request): Promise<LinkOwner | undefined> => {
    const token = String(request.params['token']);
    return uuid.test(token) ? readLinkOwner(db, token) : undefined;
  };

  const answer =
    (step: 'ask' | 'done', act: (request: Request) => Promise<unknown>): RequestHandler =>
    async (request, response) => {
      request.resume();
      response.set(headers);
      const locale = wantedLocale(request);
      try {
        await act(request);
      } catch (error) {
        // The error may quote the address: only its code is logged.
        logger.error({ code: errorCode(error) }, 'an unsubscribe link could not be answered');
        response.status(503).set('retry-after', '60').type('html');
        response.send(unsubscribePage({ step: 'again', locale }));
        return;
      }
      response.type('html').send(unsubscribePage({ step, locale }));
    };

  const leave = async (request: Request): Promise<void> => {
    const owner = await ownerOf(request);
    if (owner) await unsubscribe(db, owner, new Date(clock.now()));
  };

  return Router()
    .get('/u/:token', answer('ask', ownerOf))
    .post(
      '/u/:token',
      limitReceived(bodyLimits.unsubscribe),
      answer('done', async (request) => Promise.all([leave(request), wait(leastMillis)])),
    );
};

/** Longer than an unsubscription takes, so that its time does not tell that there was one. */
const leastMillis = 100;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

const headers = {
  'content-security-policy': pagePolicy,
  'cache-control': 'no-store',
  // The address of the page is the customer's secret.
  'referrer-policy': 'no-referrer',
};

const wantedLocale = (request: Request): Locale =>
  locales.find((locale) => locale === request.acceptsLanguages([...locales])) ?? 'en';
