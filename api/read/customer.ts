import type { Request, RequestHandler, Response } from 'express';
import { readCustomerByAlias } from '../../db/customers/aliases.ts';
import type { Queries } from '../../db/client.ts';
import { listMessages } from '../../db/pages/messages.ts';
import { listRuns } from '../../db/pages/runs.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { storeOf } from '../access/access.ts';
import { askedPage, nextPage } from './page.ts';
import { storable, unknownObject } from './unknown-object.ts';
import { messageView, runView } from './views.ts';

/** `GET /v1/customers/:customerId/messages`: what was sent to a customer, withheld and why, newest first. */
export const getCustomerMessages =
  (db: Queries): RequestHandler =>
  async (request, response) => {
    const page = askedPage(request);
    const customer = await namedCustomer(db, request, response);
    const rows = await listMessages(db, { ...page, store: storeOf(response).id, customer }, page.limit);
    const next = nextPage(rows, page.limit, (row) => ({ at: row.decidedAt, id: row.id }));
    response.json({ messages: rows.map(messageView), next });
  };

/** `GET /v1/customers/:customerId/runs`: the journeys that a customer is in or was in, newest first. */
export const getCustomerRuns =
  (db: Queries): RequestHandler =>
  async (request, response) => {
    const page = askedPage(request);
    const customer = await namedCustomer(db, request, response);
    const rows = await listRuns(db, { ...page, store: storeOf(response).id, customer }, page.limit);
    const next = nextPage(rows, page.limit, ({ run }) => ({ at: run.startedAt, id: run.id }));
    response.json({ runs: rows.map(({ run }) => runView(run)), next });
  };

/** The customer whom the store knows by its own id of the path. @throws Problem 404 */
export const namedCustomer = async (db: Queries, request: Request, response: Response): Promise<CustomerId> => {
  const value = storable(request.params['customerId']);
  const found =
    value === undefined ? undefined : await readCustomerByAlias(db, storeOf(response).id, { kind: 'id', value });
  if (found === undefined) throw unknownObject('customer');
  return found;
};
