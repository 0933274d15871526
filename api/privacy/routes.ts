import type { RequestHandler } from 'express';
import { validate as isUuid } from 'uuid';
import { readErasure } from '../../db/personal-data/erasures.ts';
import type { NameHash } from '../../db/personal-data/name-hash.ts';
import type { Queries } from '../../db/client.ts';
import { actorOf, storeOf } from '../access/access.ts';
import { Problem } from '../http/problem.ts';
import { unknownObject } from '../read/unknown-object.ts';
import { eraseCustomer, type EraseDeps } from './erase-customer.ts';
import { erasureView } from './erasure-view.ts';
import { exportCustomer } from './export-customer.ts';
import { readReference } from './reference.ts';

type PrivacyDeps = Omit<EraseDeps, 'nameHash'> & { readonly nameHash?: NameHash | undefined };

/** `POST /v1/customers/erase`: 202 with the receipt, which `GET /v1/erasures/:erasureId` shows until it is closed. */
export const postErase =
  ({ nameHash, ...deps }: PrivacyDeps): RequestHandler =>
  async (request, response) => {
    const reference = readReference(request.body);
    if (!nameHash) throw new Problem(409, 'erasure_not_set_up', 'nobody can be erased until ERASURE_KEY is set');
    const row = await eraseCustomer({ ...deps, nameHash }, storeOf(response).id, reference, actorOf(response));
    if (!row) throw unknownObject('customer');
    response.status(202).json(erasureView(row));
  };

/** `GET /v1/erasures/:erasureId` */
export const getErasure =
  (db: Queries): RequestHandler =>
  async (request, response) => {
    const id = String(request.params['erasureId']);
    const row = isUuid(id) ? await readErasure(db, storeOf(response).id, id) : undefined;
    if (!row) throw unknownObject('erasure');
    response.json(erasureView(row));
  };

/** `POST /v1/customers/export` */
export const postExport =
  (deps: PrivacyDeps): RequestHandler =>
  async (request, response) => {
    const reference = readReference(request.body);
    const found = await exportCustomer(deps, storeOf(response).id, reference, actorOf(response));
    if (!found) throw unknownObject('customer');
    response.json(found);
  };
