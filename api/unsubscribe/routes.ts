import { type Request, type RequestHandler, Router } from 'express';
import type { Database } from '../../db/client.ts';
import { errorCode } from '../../db/error-code.ts';
import { type LinkOwner, readLinkOwner, unsubscribe } from '../../db/unsubscribe.ts';
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
 * not at all (RFC 8058). A token that is not known gets the same answers.
 */
export const unsubscribeRoutes = ({ db, clock, logger }: UnsubscribeDeps): Router => {
  const ownerOf = async (request: Request): Promise<LinkOwner | undefined> => {
    const token = String(request.params['token']);
    return uuid.test(token) ? readLinkOwner(db, token) : undefined;
  };

  const answer =
    (step: 'ask' | 'done', act: (owner: LinkOwner) => Promise<void>): RequestHandler =>
    async (request, response) => {
      request.resume();
      response.set(headers);
      let owner: LinkOwner | undefined;
      try {
        owner = await ownerOf(request);
        if (owner) await act(owner);
      } catch (error) {
        // The error may quote the address: only its code is logged.
        logger.error({ code: errorCode(error) }, 'an unsubscribe link could not be answered');
        const locale = owner?.locale ?? wantedLocale(request);
        response.status(503).set('retry-after', '60').type('html');
        response.send(unsubscribePage({ step: 'again', locale, shop: '' }));
        return;
      }
      const page = { step, locale: owner?.locale ?? wantedLocale(request), shop: owner?.shopName ?? '' };
      response.type('html').send(unsubscribePage(page));
    };

  return Router()
    .get(
      '/u/:token',
      answer('ask', async () => {}),
    )
    .post(
      '/u/:token',
      limitReceived(bodyLimits.unsubscribe),
      answer('done', async (owner) => unsubscribe(db, owner, new Date(clock.now()))),
    );
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

const headers = {
  'content-security-policy': pagePolicy,
  'cache-control': 'no-store',
  // The address of the page is the customer's secret.
  'referrer-policy': 'no-referrer',
};

const wantedLocale = (request: Request): Locale =>
  locales.find((locale) => locale === request.acceptsLanguages([...locales])) ?? 'en';
