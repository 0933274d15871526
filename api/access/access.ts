import type { RequestHandler, Response } from 'express';
import { validate as isUuid } from 'uuid';
import { type ListedKey, readActiveKey, readSigningKeys } from '../../db/api-keys.ts';
import type { Act } from '../../db/audit.ts';
import type { Database } from '../../db/client.ts';
import type { StoreRow } from '../../db/stores.ts';
import type { Scope } from '../../domain/access.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { Problem } from '../http/problem.ts';
import { bearerOf, hashApiKey } from './key-text.ts';
import { createUseNotes } from './last-use.ts';
import type { Seal } from './sealed.ts';
import { isSigned } from './signature.ts';

/** Decides who comes in; one an application. */
export interface Access {
  /**
   * Refuses a request without a secret key of this scope, before its body is read. No key, an unknown one, one
   * that expired or was revoked, and one without the scope are answered alike.
   *
   * @throws Problem 401
   */
  readonly requireScope: (scope: Scope) => RequestHandler;
  /**
   * The other way in: refuses, before the body is read, an address (`:line`) that is no line of signing keys.
   *
   * @throws Problem 401
   */
  readonly requireSigner: RequestHandler;
  /**
   * After the body's bytes are read: refuses them when no key of the line signed them within five minutes.
   *
   * @throws Problem 401, the same as `requireSigner`
   */
  readonly requireSignature: RequestHandler;
}

export interface AccessDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Opens the signing keys; without it nothing that is signed comes in. */
  readonly seal?: Seal | undefined;
}

export const createAccess = ({ db, clock, seal }: AccessDeps): Access => {
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
    requireSigner: async (request, response, next) => {
      const line = String(request.params['line']);
      const signers = seal && isUuid(line) ? await readSigningKeys(db, line, new Date(clock.now())) : [];
      if (signers.length === 0) throw unsigned();
      response.locals['signers'] = signers;
      next();
    },
    requireSignature: (request, response, next) => {
      const signers = response.locals['signers'] as Awaited<ReturnType<typeof readSigningKeys>>;
      const body: unknown = request.body;
      const bytes = body instanceof Buffer ? body : Buffer.alloc(0);
      const signer = signers.find(({ key, sealed }) => isSigned(request, bytes, seal!.open(sealed!, key.id)));
      if (!signer) throw unsigned();
      admit(response, signer);
      noteUse(signer.key.id, new Date(clock.now()));
      next();
    },
  };
};

/** The one answer to what is not signed by a key that works at this address. */
const unsigned = (): Problem =>
  new Problem(401, 'not_signed', 'sign the request as https://www.standardwebhooks.com says, with a key of your store');

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
