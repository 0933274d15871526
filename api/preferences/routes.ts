import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Database } from '../../db/client.ts';
import type { TellConsentChange } from '../../db/customers/consent-change.ts';
import { readCustomer } from '../../db/customers/customers.ts';
import { readLinkOwner } from '../../db/customers/links.ts';
import { changePreferences, isOffered, readStates } from '../../db/customers/preferences.ts';
import { errorCode } from '../../db/error-code.ts';
import { readStorePolicy } from '../../db/policies/policies.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { answerPage } from '../customer-pages/answer-page.ts';
import { chosenLocale, wantedLocale } from '../customer-pages/locale.ts';
import { asToken } from '../customer-pages/token.ts';
import { bodyLimits, receive } from '../http/receive.ts';
import { unsubscribePage } from '../unsubscribe/page.tsx';
import type { Done } from './copy.ts';
import { readForm } from './form.ts';
import { preferencesPage } from './page.tsx';
import { preferencesView, proofOf } from './view.ts';

export interface PreferencesDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly logger: { error(fields: object, message: string): void };
  readonly tell: TellConsentChange;
}

/**
 * The preference centre behind the link of every message: no login, no script; the link's secret says whose it is.
 * GET changes nothing. A token that is not known, or whose owner was erased, gets the unsubscribe page that it would
 * get there, to the byte.
 */
export const preferencesRoutes = (deps: PreferencesDeps): Router =>
  Router()
    .get('/preferences/:token', guarded(deps, show(deps)))
    .post('/preferences/:token', ...receive(bodyLimits.preferences, '*/*'), guarded(deps, act(deps)));

type Answer = (request: Request, response: Response) => Promise<void>;

const show =
  (deps: PreferencesDeps): Answer =>
  async (request, response) => {
    const known = await readKnown(deps, request);
    if (known) await answer(deps, known, request, response);
    else answerPage(response, unsubscribePage({ step: 'ask', locale: wantedLocale(request), token: tokenOf(request) }));
  };

const act =
  (deps: PreferencesDeps): Answer =>
  async (request, response) => {
    const known = await readKnown(deps, request);
    if (!known) {
      answerPage(response, unsubscribePage({ step: 'done', locale: wantedLocale(request), token: tokenOf(request) }));
      return;
    }
    const now = new Date(deps.clock.now());
    const body: unknown = request.body;
    const wanted = readForm(new URLSearchParams(body instanceof Buffer ? body.toString() : ''), now);
    if (wanted) {
      const locale = localeOf(known, request);
      const record = { at: now, policy: known.policy, proofOf: proofOf(known, locale) };
      await changePreferences(deps.db, known.owner, wanted, record, deps.tell);
    }
    await answer(deps, known, request, response, wanted?.kind);
  };

type Known = NonNullable<Awaited<ReturnType<typeof readKnown>>>;

/** Whose link it is; undefined when it is nobody's, or theirs who asked to be forgotten. */
const readKnown = async ({ db, clock }: PreferencesDeps, request: Request) => {
  const token = tokenOf(request);
  const owner = token === undefined ? undefined : await readLinkOwner(db, token);
  if (!owner) return undefined;
  const [customer, store, inForce] = await Promise.all([
    readCustomer(db, owner.customerId),
    readStore(db, owner.storeId),
    readStorePolicy(db, owner.storeId, new Date(clock.now())),
  ]);
  return !customer || customer.erasedAt || !store
    ? undefined
    : { owner, customer, store, policy: inForce.policy.consent };
};

const answer = async (
  { db, clock }: PreferencesDeps,
  known: Known,
  request: Request,
  response: Response,
  done?: Done,
): Promise<void> => {
  const all = await readStates(db, known.owner, { at: new Date(clock.now()), policy: known.policy });
  const states = all.filter(isOffered);
  answerPage(response, preferencesPage(preferencesView({ ...known, states }, localeOf(known, request), done)));
};

/** The customer's language, unless another was chosen on the page. */
const localeOf = ({ customer, store }: Known, request: Request) =>
  chosenLocale(request) ?? customer.locale ?? store.locale;

const tokenOf = (request: Request): string | undefined => asToken(request.params['token']);

const guarded =
  ({ logger }: PreferencesDeps, answerIt: Answer): RequestHandler =>
  async (request, response) => {
    try {
      await answerIt(request, response);
    } catch (error) {
      // The error may quote the address: only its code is logged.
      logger.error({ code: errorCode(error) }, 'a preference page could not be answered');
      response.set('retry-after', '60');
      const page = unsubscribePage({ step: 'again', locale: wantedLocale(request), token: tokenOf(request) });
      answerPage(response, page, 503);
    }
  };
