import { createHash, randomBytes } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Queries } from '../../db/client.ts';
import { readStoreByKey, type StoreRow } from '../../db/stores.ts';
import { Problem } from './problem.ts';

/** A new API key: 256 random bits, recognisable in logs and by secret scanners. */
export const makeApiKey = (): string => `rl_${randomBytes(32).toString('base64url')}`;

/** What is stored of a key. Keys are random, so a fast hash is enough. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/**
 * The store whose key the `Authorization: Bearer …` header carries.
 *
 * @throws Problem 401
 */
const authenticate = async (queries: Queries, header: string | undefined): Promise<StoreRow> => {
  const key = /^Bearer ([\w-]{20,100})$/.exec(header ?? '')?.[1];
  const store = key === undefined ? undefined : await readStoreByKey(queries, hashApiKey(key));
  if (!store) {
    throw new Problem(401, 'unknown_key', 'send a key of your store: Authorization: Bearer rl_…');
  }
  return store;
};

/** Refuses a request without a store's key, before its body is read; the store is kept for the handler. */
export const requireStore =
  (queries: Queries): RequestHandler =>
  async (request, response, next) => {
    response.locals['store'] = await authenticate(queries, request.get('authorization'));
    next();
  };

/** The store that `requireStore` found. */
export const storeOf = (response: Response): StoreRow => response.locals['store'] as StoreRow;
