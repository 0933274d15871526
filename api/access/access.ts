import type { Request, RequestHandler, Response } from 'express';
import { validate as isUuid } from 'uuid';
import { type ListedKey, readActiveKey, readSigningKeys } from '../../db/access/api-keys.ts';
import type { Act } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { Scope } from '../../domain/access.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { Problem } from '../http/problem.ts';
import { bearerOf, hashApiKey } from './key-text.ts';
import { createUseNotes } from './last-use.ts';
import { addressOf, limitFailures, limitRequests, type RequestLimits } from './limits.ts';
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
  /**
   * For pages: refuses a browser key (`:key`) that is used from another origin than its own, or does not work, and
   * lets the page's browser read the answer.
   *
   * @throws Problem 401
   */
  readonly requirePage: RequestHandler;
  /** For every request, first of all: 429 to an address that was refused too often. */
  readonly refuseStrangers: RequestHandler;
  /** For what asks for no key: 429 to an address that asks too often. */
  readonly limitVisitors: RequestHandler;
}

export interface AccessDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Without them nobody is limited. */
  readonly limits?: RequestLimits | undefined;
  /** Opens the signing keys; without it nothing that is signed comes in. */
  readonly seal?: Seal | undefined;
}

const byKey = (_request: Request, response: Response): string => keyOf(response);

export const createAccess = ({ db, clock, seal, limits }: AccessDeps): Access => {
  const noteUse = createUseNotes(db);
  const failures = limits && limitFailures(limits.failures, shownHash);
  const perKey = limits ? [limitRequests(limits.perKey, { keyGenerator: byKey })] : [];
  const ofPages = limits
    ? [
        limitRequests(limits.pagesPerAddress, { keyGenerator: addressOf }),
        limitRequests(limits.pagesPerKey, { keyGenerator: byKey }),
      ]
    : [];
  const perAddress = limits && limitRequests(limits.perAddress, { keyGenerator: addressOf });
  /** Lets somebody in, within the limit of their key. */
  const enter = async (
    found: Admitted,
    within: readonly RequestHandler[],
    ...[request, response, next]: Parameters<RequestHandler>
  ): Promise<void> => {
    response.locals['admitted'] = found;
    response.set('Cache-Control', 'no-store');
    noteUse(found.key.id, new Date(clock.now()));
    await oneAfterAnother(within, request, response, next);
  };
  return {
    requireScope: (scope) => async (request, response, next) => {
      const hash = shownHash(request);
      const found = hash === undefined ? undefined : await readActiveKey(db, hash, new Date(clock.now()));
      const isGood = found?.key.kind === 'secret' && found.key.scopes.includes(scope);
      if (hash !== undefined) failures?.remember(hash, found !== undefined);
      if (!isGood) throw refused();
      await enter(found, perKey, request, response, next);
    },
    requireSigner: async (request, response, next) => {
      const line = String(request.params['line']);
      const signers = seal && isUuid(line) ? await readSigningKeys(db, line, new Date(clock.now())) : [];
      if (signers.length === 0) throw unsigned();
      response.locals['signers'] = signers;
      next();
    },
    requireSignature: async (request, response, next) => {
      const signers = response.locals['signers'] as Awaited<ReturnType<typeof readSigningKeys>>;
      const body: unknown = request.body;
      const bytes = body instanceof Buffer ? body : Buffer.alloc(0);
      const signer = signers.find(({ key, sealed }) => isSigned(request, bytes, seal!.open(sealed!, key.id)));
      if (!signer) throw unsigned();
      await enter(signer, perKey, request, response, next);
    },
    requirePage: async (request, response, next) => {
      const text = String(request.params['key']);
      const origin = request.get('origin');
      const now = new Date(clock.now());
      const found = /^rlb_[\w-]{43}$/.test(text) ? await readActiveKey(db, hashApiKey(text), now) : undefined;
      if (found?.key.kind !== 'browser' || origin === undefined || !found.key.origins.includes(origin)) {
        throw new Problem(401, 'unknown_key', 'use a browser key of your store, from a page of its origins');
      }
      response.set({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers': 'Retry-After',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      });
      response.vary('Origin');
      await enter(found, ofPages, request, response, next);
    },
    refuseStrangers: async (request, response, next) => (failures ? failures.refuse(request, response, next) : next()),
    limitVisitors: async (request, response, next) => (perAddress ? perAddress(request, response, next) : next()),
  };
};

/** Runs handlers until one does not go on. */
const oneAfterAnother = async (
  [first, ...rest]: readonly RequestHandler[],
  ...[request, response, next]: Parameters<RequestHandler>
): Promise<void> => {
  if (!first) {
    next();
    return;
  }
  await first(request, response, (error?: unknown) => {
    if (error === undefined) void oneAfterAnother(rest, request, response, next);
    else next(error);
  });
};

/** The hash of the key that a request shows. */
const shownHash = (request: Request): string | undefined => {
  const text = bearerOf(request.get('authorization'));
  return text === undefined ? undefined : hashApiKey(text);
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

/** The key that came in, and its store. */
export const admittedOf = (response: Response): Admitted => response.locals['admitted'] as Admitted;

/** The store of the key that came in: the only place from which a request's store may come. */
export const storeOf = (response: Response): StoreRow => admittedOf(response).store;

const keyOf = (response: Response): string => admittedOf(response).key.id;

/** The key that came in, as the audit log names it. */
export const actorOf = (response: Response): Act['actor'] => `key:${keyOf(response)}`;
