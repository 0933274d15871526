import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { afterAll, beforeAll } from 'vitest';
import { createConsole } from '../../api/console/console.ts';
import { hashPassword } from '../../api/console/sign-in/password.ts';
import { listenOn, portOf } from '../../api/listen-on.ts';
import type { Database } from '../../db/client.ts';
import { insertOperator } from '../../db/access/operators.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { silent } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { insertShop, now } from './shop.ts';

export interface ConsoleSite {
  readonly db: Database;
  readonly url: string;
  /** The operator who is signed in in `cookie`. */
  readonly operator: { readonly id: string; readonly name: string; readonly password: string };
  readonly cookie: { readonly name: string; readonly value: string };
  /** GET as the signed-in operator. */
  get(path: string): Promise<Response>;
}

/** The console over HTTP on a database of its own, with one shop in it and an operator signed in. */
export const useConsole = (temporalUiUrl = 'http://127.0.0.1:8233'): ConsoleSite => {
  const database = useDatabase();
  const closing = new AbortController();
  let server: Server | undefined;
  let url = '';
  let cookie = { name: '', value: '' };
  const operator = { id: randomUUID(), name: 'ops', password: 'correct horse battery staple' };

  beforeAll(async () => {
    const { db } = database.connection;
    const app = createConsole({
      db,
      clock: { now: () => now.getTime() },
      temporalUiUrl,
      namespace: 'relance',
      realClock: systemClock(),
      logger: {
        ...silent,
        error: (fields: unknown) => {
          throw new Error(JSON.stringify(fields));
        },
      },
      closing: closing.signal,
    });
    server = await listenOn(app, { host: '127.0.0.1', port: 0 });
    url = `http://127.0.0.1:${portOf(server)}`;
    await insertShop(db, url);
    const passwordHash = await hashPassword(operator.password);
    await insertOperator(db, { id: operator.id, name: operator.name, passwordHash, createdAt: new Date() });
    cookie = await signIn(url, operator);
  });
  afterAll(async () => {
    closing.abort();
    server?.closeAllConnections();
    server?.close();
  });
  return {
    get db() {
      return database.connection.db;
    },
    get url() {
      return url;
    },
    operator,
    get cookie() {
      return cookie;
    },
    get: async (path) => fetch(`${url}${path}`, { headers: { cookie: `${cookie.name}=${cookie.value}` } }),
  };
};

/** Signs in as the form does. */
const signIn = async (url: string, { name, password }: { readonly name: string; readonly password: string }) => {
  const response = await fetch(`${url}/sign-in`, {
    method: 'POST',
    headers: { origin: url },
    body: new URLSearchParams({ name, password }),
    redirect: 'manual',
  });
  const [pair = ''] = (response.headers.getSetCookie().at(-1) ?? '').split(';');
  const [cookieName = '', value = ''] = pair.split('=');
  return { name: cookieName, value };
};
