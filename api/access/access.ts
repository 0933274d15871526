import type { RequestHandler, Response } from 'express';
import { type ListedKey, readActiveKey } from '../../db/api-keys.ts';
import type { Act } from '../../db/audit.ts';
import type { Database } from '../../db/client.ts';
import type { StoreRow } from '../../db/stores.ts';
import type { Scope } from '../../domain/access.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { Problem } from '../http/problem.ts';
import { bearerOf, hashApiKey } from './key-text.ts';
import { createUseNotes } from './last-use.ts';

/** Decides who comes in; one an application. */
export interface Access {
  /**
   * Refuses a request without a secret key of this scope, before its body is read. No key, an unknown one, one
   * that expired or was revoked, and one without the scope are answered alike.
   *
   * @throws Problem 401
   */
  readonly requireScope: (scope: Scope) => RequestHandler;
}

export interface AccessDeps {
  readonly db: Database;
  readonly clock: Clock;
}

export const createAccess = ({ db, clock }: AccessDeps): Access => {
  const noteUse = createUseNotes(db);
  return {
    requireScope: (scope) => async (request, response, next) => {
      const now = new Date(clock.now());
      const text = bearerOf(request.get('authorization'));
      const found = text === undefined ? undefined : await readActiveKey(db, hashApiKey(text), now);
      if (found?.key.kind !== 'secret' || !found.key.scopes.includes(scope)) throw refused();
      admit(response, found);
      noteUse(found.key.id, now);
      next();
    },
  };
};

/** The one answer to everybody who does not come in: it tells nothing of why. */
const refused = (): Problem =>
  new Problem(401, 'unknown_key', 'send a key of your store that may do this: Authorization: Bearer rl_…');

interface Admitted {
  readonly key: ListedKey;
  readonly store: StoreRow;
}

const admit = (response: Response, admitted: Admitted): void => {
  response.locals['admitted'] = admitted;
  response.set('Cache-Control', 'no-store');
};

const admittedOf = (response: Response): Admitted => response.locals['admitted'] as Admitted;

/** The store of the key that came in: the only place from which a request's store may come. */
export const storeOf = (response: Response): StoreRow => admittedOf(response).store;

/** The key that came in, as the audit log names it. */
export const actorOf = (response: Response): Act['actor'] => `key:${admittedOf(response).key.id}`;
