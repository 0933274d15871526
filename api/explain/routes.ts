import type { RequestHandler } from 'express';
import { dryRun } from '../../activities/dry-run/dry-run.ts';
import type { Database, Queries } from '../../db/client.ts';
import { readCustomerCard } from '../../db/pages/customers.ts';
import { listRuns } from '../../db/pages/runs.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { storeOf } from '../access/access.ts';
import { Problem } from '../http/problem.ts';
import { namedCustomer } from '../read/customer.ts';
import { askedPage, nextPage } from '../read/page.ts';
import { unknownObject } from '../read/unknown-object.ts';
import { readAskedMessage } from './asked-message.ts';
import { dryRunView } from './dry-run-view.ts';
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

export interface DryRunDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly specs: readonly JourneySpec[];
}

/**
 * `GET /v1/customers/:customerId/explain/now?journey=…&template=…&channel=…`: what would happen to a message now, and
 * when it will be possible. Reads only. @throws Problem 404 or 422
 */
export const getDryRun =
  ({ db, clock, specs }: DryRunDeps): RequestHandler =>
  async (request, response) => {
    const store = storeOf(response);
    const customer = await namedCustomer(db, request, response);
    const read = readAskedMessage({ ...request.query }, specs);
    if (!read.ok) throw new Problem(422, 'invalid_query', 'the query is not valid', { flaws: read.flaws });
    const found = await dryRun(db, { store: store.id, customer, ...read.asked }, clock.now());
    if (!found) throw unknownObject('customer');
    response.json({ timezone: store.timezone, ...dryRunView(found, showIn(store.timezone)) });
  };
