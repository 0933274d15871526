import type { Server } from 'node:http';
import { asc } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { createApp } from '../../api/app.ts';
import { drain, listenOn, portOf } from '../../api/listen-on.ts';
import type { ProviderSecrets } from '../../api/provider-webhooks/routes.ts';
import { connectDatabase, type Database, type DatabaseConnection } from '../../db/client.ts';
import { messages, providerEvents, suppressions } from '../../db/schema/index.ts';
import type { MessageState } from '../../domain/message-state.ts';
import { handClock } from '../api/intake-server.ts';
import { svixHeaders } from '../fake-resend/webhook.ts';
import { addPerson, noon, openShop, type Person, type PersonOptions, stepOf } from '../gate/world.ts';
import { ledgerRow } from '../ledger/ledger-row.ts';
import { useDatabase } from '../stack/database.ts';

export const secrets = {
  new: 'whsec_bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3',
  old: 'whsec_b2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xk',
  other: 'whsec_b3RoZXJvdGhlcm90aGVyb3RoZXJvdGhl',
};
export const authToken = '0123456789abcdef0123456789abcdef';
export const publicUrl = 'https://journeys.shop.example';

const readiness = async () => ({ ready: true, checks: {} });

/** An api process over its own connection. */
export const startApi = async (db: Database, webhooks?: ProviderSecrets, now = () => noon): Promise<Server> => {
  const deps = { db, clock: { now }, specs: [], logger: pino({ level: 'silent' }), wake: () => {} };
  return listenOn(createApp({ ...deps, readiness, ...(webhooks && { webhooks }) }), { host: '127.0.0.1', port: 0 });
};

/** Two api processes over one database of its own, told by providers with real signatures. */
export const useWebhooks = () => {
  const database = useDatabase();
  const clock = handClock(noon);
  const servers: Server[] = [];
  const state: { second?: DatabaseConnection } = {};

  beforeAll(async () => {
    await openShop(database.connection.db);
    state.second = connectDatabase(database.url);
    const known = { resend: [secrets.new, secrets.old], twilio: { authToken, publicUrl } };
    for (const { db } of [database.connection, state.second])
      servers.push(await startApi(db, known, () => clock.now()));
  });
  afterAll(async () => {
    await Promise.all(servers.map(async (server) => drain(server, 0)));
    await state.second?.close();
  });

  const urlOf = (which = 0): string => `http://127.0.0.1:${portOf(servers[which]!)}`;
  return {
    clock,
    url: urlOf,
    databaseUrl: () => database.url,
    get db() {
      return database.connection.db;
    },
    /** Posts signed as Resend does; `api` chooses the process. */
    resend: async (
      body: string | Buffer,
      { api = 0, headers = svixHeaders(secrets.new, body) }: { api?: number; headers?: Record<string, string> } = {},
    ): Promise<Response> =>
      fetch(`${urlOf(api)}/webhooks/resend`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: body as never,
      }),
    /** A message of a new customer, or of `person`, that stands in the ledger as `state`. */
    message: async (
      state: MessageState = 'accepted',
      changes: Partial<typeof messages.$inferInsert> & {
        readonly person?: Person;
        readonly options?: PersonOptions;
      } = {},
    ) => {
      const { db } = database.connection;
      const { person = await addPerson(db, changes.options), options: _options, ...columns } = changes;
      const values = ledgerRow(person, state, {
        frozen: { ...ledgerRow(person, state).frozen!, to: person.email },
        ...(columns.step !== undefined && { key: `${person.run}/${columns.step}/email` }),
        ...columns,
      });
      await db.insert(messages).values(values);
      return {
        person,
        id: values.id,
        row: async () => (await stepOf(db, { ...person, input: { ...person.input, step: values.step } }))!,
        told: { id: values.providerId ?? crypto.randomUUID(), to: person.email },
      };
    },
    events: async () => database.connection.db.select().from(providerEvents).orderBy(asc(providerEvents.recordedAt)),
    suppressed: async () => database.connection.db.select().from(suppressions),
  };
};
