import { Router } from 'express';
import type { Database } from '../../db/client.ts';
import { confirm } from '../../db/customers/confirm.ts';
import type { TellConsentChange } from '../../db/customers/consent-change.ts';
import { errorCode } from '../../db/error-code.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { answerPage } from '../customer-pages/answer-page.ts';
import { wantedLocale } from '../customer-pages/locale.ts';
import { asToken } from '../customer-pages/token.ts';
import { bodyLimits, limitReceived } from '../http/receive.ts';
import { confirmPage } from './page.tsx';

export interface ConfirmDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly logger: { error(fields: object, message: string): void };
  readonly tell: TellConsentChange;
}

/**
 * The link of a confirmation (double opt-in). GET shows a button, the same to every link: scanners that open it
 * confirm nothing, and it reads nothing. POST confirms; a link that is not known is answered as one that is over.
 */
export const confirmRoutes = ({ db, clock, logger, tell }: ConfirmDeps): Router =>
  Router()
    .get('/confirm/:token', (request, response) => answerPage(response, confirmPage('ask', wantedLocale(request))))
    .post('/confirm/:token', limitReceived(bodyLimits.unsubscribe), async (request, response) => {
      request.resume();
      const locale = wantedLocale(request);
      const token = asToken(request.params['token']);
      try {
        const isDone = token !== undefined && (await confirm(db, token, new Date(clock.now()), tell));
        answerPage(response, confirmPage(isDone ? 'done' : 'over', locale));
      } catch (error) {
        // The error may quote the address: only its code is logged.
        logger.error({ code: errorCode(error) }, 'a confirmation could not be recorded');
        response.set('retry-after', '60');
        answerPage(response, confirmPage('again', locale), 503);
      }
    });
