import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hashApiKey, makeApiKey } from '../../../api/access/key-text.ts';
import { defaultNamespace } from '../../../config/temporal.ts';
import { freePort } from '../../../dev/free-port.ts';
import { defaultOffers } from '../../../domain/policy/offers.ts';
import type { DemoClock } from '../../../domain/time/clock.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { cartTen } from '../../gate/world.ts';
import { anyHour } from '../../stack/policy.ts';
import { openDoor } from './door.ts';
import { type CastPostgres, openPostgres } from './postgres.ts';
import { type CastProvider, openProvider } from './provider.ts';
import { type Service, superviseService } from './service.ts';
import { type CastTemporal, openTemporal } from './temporal.ts';
import { workflowBundle } from './workflow-bundle.ts';

export interface CastOptions {
  /** How much faster the store's clock runs: 1200 makes an hour last three seconds. The default is 1: real time. */
  readonly rate?: number;
  /** What the store's clock shows at the start; the default is now. */
  readonly demo?: string;
  /** Processes of each kind; at least two, unless a part takes care of them itself. */
  readonly apis?: number;
  readonly workers?: number;
  /** More variables for both kinds. */
  readonly environment?: Readonly<Record<string, string>>;
  /** More server settings, as for `postgres -c`. */
  readonly postgresSettings?: readonly string[];
  /** Where PostgreSQL's cluster lives; the default is a folder of its own. Deleted at the end. */
  readonly postgresFolder?: string;
}

/** Everything that a fault run is played with; each process its own, as in production. */
export interface Cast {
  readonly postgres: CastPostgres;
  readonly temporal: CastTemporal;
  readonly provider: CastProvider;
  readonly folder: string;
  readonly apis: readonly Service[];
  readonly workers: readonly Service[];
  readonly clock: DemoClock;
  /** The shop `demo` and its key. */
  readonly store: string;
  readonly key: string;
  /** Environment of api and worker processes, to start more of them. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface CastPlace {
  readonly seed: number;
  readonly folder: string;
  readonly defer: (undo: () => Promise<void> | void) => void;
  readonly progress: (line: string) => void;
}

const store = 'demo';

/** Starts the whole cast and waits until every process says that it is ready. */
export const openCast = async (place: CastPlace, options: CastOptions): Promise<Cast> => {
  const { folder, defer, progress } = place;
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const [postgres, temporal, provider, bundle] = await Promise.all([
    openPostgres(defer, options.postgresSettings, options.postgresFolder),
    openTemporal(folder, defer, progress),
    openProvider(folder, defer),
    workflowBundle(folder),
  ]);
  const now = toInstant(Date.now());
  const clock: DemoClock = { real: now, demo: options.demo ?? now, rate: options.rate ?? 1 };
  const key = makeApiKey();
  await openShop(postgres, clock, key);
  const environment = {
    ...process.env,
    LOG_LEVEL: 'warn',
    TEMPORAL_NAMESPACE: defaultNamespace,
    RELANCE_CLOCK: JSON.stringify(clock),
    RESEND_API_KEY: 're_faults',
    MARKETING_PER_SECOND: '500',
    PROVIDER_TIMEOUT_MS: '5000',
    WORKFLOW_BUNDLE: bundle,
    ...options.environment,
  };
  const service = async (kind: 'api' | 'worker', number: number): Promise<Service> => {
    const doors = {
      postgres: await openDoor({ host: '127.0.0.1', port: postgres.port }),
      temporal: await openDoor({ host: '127.0.0.1', port: temporal.port }),
      provider: await openDoor({ host: '127.0.0.1', port: provider.port }),
    };
    const databaseUrl = new URL(postgres.url);
    databaseUrl.port = String(doors.postgres.port);
    const [port, consolePort] = [await freePort(), await freePort()];
    const started = superviseService({
      kind,
      number,
      folder: logs,
      port,
      doors,
      environment: {
        ...environment,
        DATABASE_URL: databaseUrl.href,
        TEMPORAL_ADDRESS: `127.0.0.1:${doors.temporal.port}`,
        RESEND_BASE_URL: `http://127.0.0.1:${doors.provider.port}`,
        API_HOST: '127.0.0.1',
        API_PORT: String(port),
        CONSOLE_PORT: String(consolePort),
        WORKER_HEALTH_PORT: String(port),
      },
    });
    defer(() => started.stop());
    return started;
  };
  const many = async (kind: 'api' | 'worker', count: number): Promise<readonly Service[]> =>
    Promise.all(Array.from({ length: count }, async (_, index) => service(kind, index + 1)));
  const [apis, workers] = await Promise.all([many('api', options.apis ?? 2), many('worker', options.workers ?? 2)]);
  await Promise.all([...workers, ...apis].map(async (one) => one.untilReady()));
  progress(`ready: PostgreSQL, Temporal, the provider, ${apis.length} apis and ${workers.length} workers`);
  return { folder, postgres, temporal, provider, apis, workers, clock, store, key, environment };
};

/** The shop, its key and what it sells, written with the harness's own SQL. */
const openShop = async ({ sql }: CastPostgres, clock: DemoClock, key: string): Promise<void> => {
  await sql`
    insert into stores (id, name, url, locale, timezone, currency, sender, created_at)
    values (${store}, 'Demo shop', 'https://shop.example', 'en', 'Europe/Paris', 'EUR',
      'Shop <hello@shop.example>', ${clock.demo})`;
  const offers = JSON.stringify({ ...defaultOffers, byId: { cartTen } });
  await sql`
    insert into policy_versions (id, store_id, section, version, body, effective_at, saved_by, saved_at)
    values (${randomUUID()}, ${store}, 'offers', 1, ${offers}::text::jsonb, ${clock.demo}, 'command:faults', ${clock.demo})`;
  await sql`
    insert into api_keys (id, store_id, hash, created_at)
    values (${randomUUID()}, ${store}, ${hashApiKey(key)}, ${clock.demo})`;
  // A run at night is judged like one by day.
  await sql`
    insert into policy_versions (id, store_id, section, version, body, effective_at, saved_by, saved_at)
    values (${randomUUID()}, ${store}, 'quietHours', 1, ${sql.json(anyHour.quietHours as never)}, 'epoch', 'faults', 'epoch')`;
};
