import type { Server } from 'node:http';
import { afterAll, beforeAll } from 'vitest';
import { createConsole } from '../../api/console/console.ts';
import { listenOn, portOf } from '../../api/listen-on.ts';
import type { Database } from '../../db/client.ts';
import { useDatabase } from '../stack/database.ts';
import { insertShop, now } from './shop.ts';

/** The console over HTTP on a database of its own with one shop in it. */
export const useConsole = (
  temporalUiUrl = 'http://127.0.0.1:8233',
): { readonly db: Database; readonly url: string } => {
  const database = useDatabase();
  const closing = new AbortController();
  let server: Server | undefined;
  let url = '';

  beforeAll(async () => {
    const { db } = database.connection;
    const app = createConsole({
      db,
      clock: { now: () => now.getTime() },
      temporalUiUrl,
      namespace: 'relance',
      logger: {
        error: (fields) => {
          throw new Error(JSON.stringify(fields));
        },
      },
      closing: closing.signal,
    });
    server = await listenOn(app, { host: '127.0.0.1', port: 0 });
    url = `http://127.0.0.1:${portOf(server)}`;
    await insertShop(db, url);
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
  };
};
