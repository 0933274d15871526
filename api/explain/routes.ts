import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Queries } from '../../db/client.ts';
import { readCustomerCard } from '../../db/pages/customers.ts';
import { listRuns } from '../../db/pages/runs.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { locales } from '../../domain/templates.ts';
import { storeOf } from '../access/access.ts';
import type { Flaw } from '../events/flaw.ts';
import { Problem } from '../http/problem.ts';
import { readAskedMessage } from '../journeys/ask-message.ts';
import { namedCustomer } from '../read/customer.ts';
import { askedPage, nextPage } from '../read/page.ts';
import { unknownObject } from '../read/unknown-object.ts';
import { type AskDeps, type AskedBy, askNow } from './ask-now.ts';
import { lookAt } from './look.ts';
import { showIn } from './show.ts';
import { readTimeline } from './timeline.ts';
import { contactView, entryView } from './views.ts';

/** The runs that are shown as active: nobody is in more. */
const mostActive = 100;

/**
 * `GET /v1/customers/:customerId/explain`: a customer's consents and active journeys (R184, R212, R226), and their
 * history, newest first: every step of every run with its one outcome and what each rule said, and the events that
 * started nothing (Q4, Q11).
 */
export const getExplanation =
  (db: Queries): RequestHandler =>
  async (request, response) => {
    const page = askedPage(request);
    const store = storeOf(response);
    const customer = await namedCustomer(db, request, response);
    const [card, active, entries] = await Promise.all([
      readCustomerCard(db, customer),
      listRuns(db, { customer, state: 'live' }, mostActive),
      readTimeline(db, customer, page),
    ]);
    if (!card) throw unknownObject('customer');
    const show = showIn(store.timezone);
    response.json({
      timezone: store.timezone,
      customer: contactView(
        card,
        active.map(({ run }) => run),
      ),
      history: entries.map((entry) => entryView(entry, show)),
      next: nextPage(entries, page.limit, ({ at, id }) => ({ at, id })),
    });
  };

interface MessageDeps extends AskDeps {
  readonly specs: readonly JourneySpec[];
}

/**
 * `GET /v1/customers/:customerId/explain/now?journey=…&template=…`: what would happen to a message now, when it will be
 * possible, and whether the journey can concern the customer. Reads only. @throws Problem 404 or 422
 */
export const getDryRun =
  (deps: MessageDeps): RequestHandler =>
  async (request, response) => {
    const found = await askNow(deps, await askedBy(deps, request, response, { ...request.query }));
    if (!found) throw unknownObject('customer');
    response.json(found);
  };

/**
 * `GET /v1/customers/:customerId/preview?journey=…&template=…`: a message as the customer would get it now, which nobody
 * gets. @throws Problem 404 or 422
 */
export const getPreview =
  (deps: MessageDeps): RequestHandler =>
  async (request, response) => {
    const { locale, ...query } = request.query;
    const asked = await askedBy(deps, request, response, query);
    const read = z.enum(locales).optional().safeParse(locale);
    if (!read.success) throw invalid([{ field: 'locale', problem: `write one of ${locales.join(', ')}` }]);
    const seen = await lookAt(deps, asked, { locale: read.data });
    if (!seen) throw unknownObject('customer');
    response.json(seen);
  };

const askedBy = async (
  { db, specs }: MessageDeps,
  request: Request,
  response: Response,
  query: Readonly<Record<string, unknown>>,
): Promise<AskedBy> => {
  const customer = await namedCustomer(db, request, response);
  const read = readAskedMessage(query, specs);
  if (!read.ok) throw invalid(read.flaws);
  return { store: storeOf(response), customer, asked: read.asked };
};

const invalid = (flaws: readonly Flaw[]): Problem =>
  new Problem(422, 'invalid_query', 'the query is not valid', { flaws });
