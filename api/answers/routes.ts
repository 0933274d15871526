import { type Request, type RequestHandler, type Response, Router } from 'express';
import { sql } from 'drizzle-orm';
import { readCustomer } from '../../db/customers/customers.ts';
import { readAddressesOf, readLinkOwner } from '../../db/customers/links.ts';
import { errorCode } from '../../db/error-code.ts';
import { readProfile } from '../../db/profiling/read-profile.ts';
import { readStore } from '../../db/shop/stores.ts';
import { nextQuestion } from '../../domain/profiling/questions.ts';
import { answerPage } from '../customer-pages/answer-page.ts';
import { chosenLocale, wantedLocale } from '../customer-pages/locale.ts';
import { asToken } from '../customer-pages/token.ts';
import { readEvent } from '../events/read-event.ts';
import { bodyLimits, receive } from '../http/receive.ts';
import { takeEvents, type TakeEventsDeps } from '../http/take-events.ts';
import { answerEvent } from './answer-event.ts';
import { type AnswersView, answersPage } from './page.tsx';

/**
 * The page where a customer answers the one question that is open, behind the link of a message: no login, no script. GET
 * changes nothing. What is answered comes in as an event that the shop could have told, so that it is kept, merged, exported
 * and erased as those are. A token that is not known is told that there is nothing to ask.
 */
export const answerRoutes = (deps: TakeEventsDeps): Router =>
  Router()
    .get('/answer/:token', guarded(deps, show(deps)))
    .post('/answer/:token', ...receive(bodyLimits.preferences, '*/*'), guarded(deps, answer(deps)));

type Answer = (request: Request, response: Response) => Promise<void>;

const show =
  (deps: TakeEventsDeps): Answer =>
  async (request, response) => {
    const known = await readKnown(deps, request);
    send(request, response, known, known ? asks(known) : { step: 'nothing' });
  };

const answer =
  (deps: TakeEventsDeps): Answer =>
  async (request, response) => {
    const known = await readKnown(deps, request);
    if (!known) return send(request, response, known, { step: 'nothing' });
    const body: unknown = request.body;
    const form = new URLSearchParams(body instanceof Buffer ? body.toString() : '');
    const event =
      known.asked && answerEvent(form, known.asked, known.profile, { email: known.email, now: deps.clock.now() });
    // Answered meanwhile, or not at all.
    if (!event) return send(request, response, known, asks(known, form.get('question') === known.asked));
    await takeEvents(deps, known.store, [readEvent(event, deps.clock.now())]);
    send(request, response, known, { step: 'thanks' });
  };

type Known = NonNullable<Awaited<ReturnType<typeof readKnown>>>;

const asks = ({ asked, profile }: Known, isWrong = false): AnswersView =>
  asked === undefined ? { step: 'nothing' } : { step: 'ask', question: asked, categories: profile.categories, isWrong };

/** Whose link it is and what they are asked; undefined when it is nobody's, or theirs who asked to be forgotten. */
const readKnown = async ({ db }: TakeEventsDeps, request: Request) => {
  const token = asToken(request.params['token']);
  const owner = token === undefined ? undefined : await readLinkOwner(db, token);
  if (!owner) return undefined;
  const [customer, store, [email], profile] = await Promise.all([
    readCustomer(db, owner.customerId),
    readStore(db, owner.storeId),
    readAddressesOf(db, owner.customerId, 'email'),
    readProfile(db, sql`${owner.customerId}::uuid`),
  ]);
  if (!customer || customer.erasedAt || !store || email === undefined || !profile) return undefined;
  return { customer, store, email, profile, asked: nextQuestion(profile) };
};

const send = (request: Request, response: Response, known: Known | undefined, view: AnswersView): void => {
  const own = known ? (known.customer.locale ?? known.store.locale) : undefined;
  const locale = chosenLocale(request) ?? own ?? wantedLocale(request);
  answerPage(response, answersPage(view, locale, asToken(request.params['token'])));
};

const guarded =
  ({ logger }: TakeEventsDeps, answerIt: Answer): RequestHandler =>
  async (request, response) => {
    try {
      await answerIt(request, response);
    } catch (error) {
      // The error may quote the address: only its code is logged.
      logger.error({ code: errorCode(error) }, 'an answer could not be noted');
      response.set('retry-after', '60');
      answerPage(response, answersPage({ step: 'again' }, wantedLocale(request), undefined), 503);
    }
  };
