import type { Server } from 'node:http';
import { afterAll, beforeAll } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { createApp } from '../../api/app.ts';
import type { entryView } from '../../api/explain/views.ts';
import type { dryRunView } from '../../api/explain/dry-run-view.ts';
import { drain, listenOn, portOf } from '../../api/listen-on.ts';
import { customerAliases } from '../../db/schema/index.ts';
import { addKey, cartSpec } from '../api/intake-server.ts';
import { useGate } from '../gate/use-gate.ts';
import { type Person, silent, store } from '../gate/world.ts';

/** An answer as JSON has it: instants are texts. */
type Told<Value> = Value extends Date
  ? string
  : Value extends object
    ? { readonly [Name in keyof Value]: Told<Value[Name]> }
    : Value;

type Entry = Told<ReturnType<typeof entryView>>;
export type ToldRun = Extract<Entry, { kind: 'run' }>;

export interface Explanation {
  readonly timezone: string;
  readonly customer: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly history: readonly Entry[];
  readonly next: string | null;
}

/** The gate, and the api's own answers about what it did. */
export const useExplain = () => {
  const gate = useGate();
  const key = makeApiKey();
  let server: Server;
  beforeAll(async () => {
    await addKey(gate.db, store, key, { scopes: ['read'] });
    const app = createApp({
      db: gate.db,
      clock: gate.clock,
      specs: [cartSpec],
      logger: silent,
      wake: () => {},
      readiness: async () => ({ ready: true, checks: {} }),
    });
    server = await listenOn(app, { host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => drain(server, 0));

  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${portOf(server)}/v1${path}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    return { status: response.status, body: await response.json() };
  };
  return {
    gate,
    get,
    /** Gives the customer a name that the store knows. */
    name: async ({ customer }: Pick<Person, 'customer'>): Promise<void> => {
      await gate.db
        .insert(customerAliases)
        .values({ storeId: store, kind: 'id', value: customer, customerId: customer });
    },
    explain: async ({ customer }: Pick<Person, 'customer'>, query = ''): Promise<Explanation> =>
      (await get(`/customers/${customer}/explain${query}`)).body as Explanation,
    /** The steps of a customer's one run. */
    steps: async ({ customer }: Pick<Person, 'customer'>): Promise<ToldRun['steps']> => {
      const { history } = (await get(`/customers/${customer}/explain`)).body as Explanation;
      return history.flatMap((entry) => (entry.kind === 'run' ? entry.steps : []));
    },
    dryRun: async (
      { customer }: Pick<Person, 'customer'>,
      template = 'cart/reminder',
    ): Promise<Told<ReturnType<typeof dryRunView>>> =>
      (await get(`/customers/${customer}/explain/now?journey=cartAbandonment&channel=email&template=${template}`))
        .body as Told<ReturnType<typeof dryRunView>>,
  };
};
