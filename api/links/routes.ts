import { setTimeout as wait } from 'node:timers/promises';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Database } from '../../db/client.ts';
import { errorCode } from '../../db/error-code.ts';
import { recordClick } from '../../db/links/clicks.ts';
import { readShortLink } from '../../db/links/short-links.ts';
import { codeLength, type LinkSigner, type SignedLink } from '../../db/links/signer.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { answerPage } from '../customer-pages/answer-page.ts';
import { wantedLocale } from '../customer-pages/locale.ts';
import { isDatabaseAway } from '../http/database-away.ts';
import { destinationOf } from './destination.ts';
import { linkPage } from './page.tsx';
import { isProgram } from './visitor.ts';

export interface LinkDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  /** Undefined: no message has signed links. */
  readonly links?: LinkSigner | undefined;
  readonly logger: { error(fields: object, message: string): void };
}

/** A visitor waits for the record of their click no longer than this. */
const patienceMillis = 500;
const shortForm = new RegExp(`^[0-9A-Za-z]{${codeLength}}$`, 'u');

/**
 * The links of messages to the shop: `/l/<signed link>`, and `/s/<code>` in text messages. A GET leads to the shop and
 * records that somebody followed the link; a HEAD, a look ahead and a robot are led as well and count for nothing. No
 * link changes anything that the customer chose: leaving has pages of its own, with a button. While the database is away
 * a signed link leads where its signature says.
 */
export const linkRoutes = ({ db, clock, links, logger }: LinkDeps): Router => {
  const record = async (request: Request, { message, place }: SignedLink): Promise<void> => {
    if (request.method !== 'GET') return;
    const at = new Date(clock.now());
    const recorded = recordClick(db, { message, place, at, isProgram: isProgram(request) }).catch((error: unknown) =>
      // The error may quote an address: only its code is logged.
      logger.error({ message, code: errorCode(error) }, 'a click could not be recorded'),
    );
    await Promise.race([recorded, wait(patienceMillis, undefined, { ref: false })]);
  };

  const follow = async (request: Request, response: Response, link: SignedLink | undefined): Promise<void> => {
    const to = link && (await destinationOf(db, link, clock.now()));
    if (!to) {
      answerPage(response, linkPage({ locale: wantedLocale(request), is: 'unknown' }), 404);
      return;
    }
    await record(request, link);
    lead(response, to);
  };

  const answer =
    (find: (text: string) => SignedLink | undefined | Promise<SignedLink | undefined>, name: string): RequestHandler =>
    async (request, response) => {
      let link: SignedLink | undefined;
      try {
        link = await find(String(request.params[name]));
        await follow(request, response, link);
      } catch (error) {
        logger.error({ code: errorCode(error) }, 'a link could not be followed as it should');
        if (link && isDatabaseAway(error)) {
          lead(response, link.to);
          return;
        }
        response.set('retry-after', '60');
        answerPage(response, linkPage({ locale: wantedLocale(request), is: 'later' }), 503);
      }
    };

  return Router()
    .get(
      '/l/:token',
      answer((token) => links?.read(token), 'token'),
    )
    .get(
      '/s/:code',
      answer(async (code) => (shortForm.test(code) ? readShortLink(db, code) : undefined), 'code'),
    );
};

/** What the link said stays with us: the shop sees the page alone. */
const lead = (response: Response, to: string): void => {
  response.set({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' }).redirect(302, to);
};
