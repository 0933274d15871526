import { setTimeout as wait } from 'node:timers/promises';
import { type Request, type RequestHandler, Router } from 'express';
import type { Database } from '../../db/client.ts';
import type { TellConsentChange } from '../../db/customers/consent-change.ts';
import { errorCode } from '../../db/error-code.ts';
import { readLinkOwner } from '../../db/customers/links.ts';
import { unsubscribe } from '../../db/customers/unsubscribe.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { answerPage } from '../customer-pages/answer-page.ts';
import { wantedLocale } from '../customer-pages/locale.ts';
import { asToken } from '../customer-pages/token.ts';
import { bodyLimits, limitReceived } from '../http/receive.ts';
import { unsubscribePage } from './page.tsx';

export interface UnsubscribeDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly logger: { error(fields: object, message: string): void };
  readonly tell: TellConsentChange;
}

/**
 * The link of every message. GET shows a button and changes nothing: scanners and previews open links. POST
 * unsubscribes, whatever its body: mail programs send `List-Unsubscribe=One-Click` as a form, in parts or
 * not at all (RFC 8058). A token that is not known gets the same answers, to the byte and in about the same
 * time: nobody learns from them whose link it is, or that it is one.
 */
export const unsubscribeRoutes = ({ db, clock, logger, tell }: UnsubscribeDeps): Router => {
  const answer =
    (step: 'ask' | 'done', act: (token: string) => Promise<unknown>): RequestHandler =>
    async (request, response) => {
      request.resume();
      const locale = wantedLocale(request);
      const token = tokenOf(request);
      try {
        if (token !== undefined) await act(token);
      } catch (error) {
        // The error may quote the address: only its code is logged.
        logger.error({ code: errorCode(error) }, 'an unsubscribe link could not be answered');
        response.set('retry-after', '60');
        answerPage(response, unsubscribePage({ step: 'again', locale, token }), 503);
        return;
      }
      answerPage(response, unsubscribePage({ step, locale, token }));
    };

  const leave = async (token: string): Promise<void> => {
    const owner = await readLinkOwner(db, token);
    if (owner) await unsubscribe(db, owner, new Date(clock.now()), tell);
  };

  return Router()
    .get(
      '/u/:token',
      answer('ask', async (token) => readLinkOwner(db, token)),
    )
    .post(
      '/u/:token',
      limitReceived(bodyLimits.unsubscribe),
      answer('done', async (token) => Promise.all([leave(token), wait(leastMillis)])),
    );
};

const tokenOf = (request: Request): string | undefined => asToken(request.params['token']);

/** Longer than an unsubscription takes, so that its time does not tell that there was one. */
const leastMillis = 100;
