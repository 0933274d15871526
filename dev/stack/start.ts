import { connectDatabase } from '../../db/client.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { replanOpenRuns } from '../clock/replan.ts';
import { demoKey } from '../data/demo-key.ts';
import { demoPassword } from '../data/demo-password.ts';
import { keptKey } from '../data/kept-key.ts';
import { type StackFile, writeStackFile } from '../data/stack-file.ts';
import type { Child } from '../process/child.ts';
import { openClock } from './clock.ts';
import type { StackContext } from './context.ts';
import { openDatabase } from './database.ts';
import { demoOperator, seedDemoOperator } from './demo-operator.ts';
import { seedDemoShop } from './demo-shop.ts';
import { choosePorts } from './ports.ts';
import { startService, untilReady } from './service.ts';
import { serviceEnvironment } from './service-environment.ts';
import { openTemporal } from './temporal.ts';

export interface Stack {
  readonly file: StackFile;
  /** The processes without which it is no stack. */
  readonly children: readonly Child[];
  readonly shopPort: number;
}

/**
 * Starts at the same time what can be, and writes `stack.json` when all is ready. Whatever was started is
 * noted in `context.teardown`, also when a later part fails.
 */
export const startStack = async (context: StackContext): Promise<Stack> => {
  const { folders, report } = context;
  const [database, temporal] = await Promise.all([openDatabase(context), openTemporal(context)]);
  const started = Date.now();
  const ports = await choosePorts(context);
  const clock = await openClock(context);
  const key = demoKey(folders.state);
  const password = demoPassword(folders.state);
  const connection = connectDatabase(database.url, 2);
  try {
    const now = toInstant(systemClock(clock).now());
    await seedDemoShop(connection.db, { url: `http://127.0.0.1:${ports.shop}`, key, now });
    await seedDemoOperator(connection.db, password);
    // Before a worker polls: none may act on the clock of the last start.
    if (clock) await replanOpenRuns(connection.db, temporal.client, clock);
  } finally {
    await connection.close();
  }

  const forgetting = context.environment['ERASURE_KEY'] || keptKey(folders.state, 'erasure-key');
  const environment = {
    ...serviceEnvironment(context.environment, { database: database.url, temporal, ports, clock }),
    ERASURE_KEY: forgetting,
    LINK_KEYS: context.environment['LINK_KEYS'] ?? `stack:${keptKey(folders.state, 'link-key')}`,
  };
  const api = await startService(context, 'api', environment);
  const worker = await startService(context, 'worker', environment);
  const address = `http://127.0.0.1:${ports.api}`;
  await Promise.all([
    untilReady(worker, folders.logs, [`http://127.0.0.1:${ports.workerHealth}/ready`]),
    untilReady(api, folders.logs, [`${address}/health`, `${address}/ready`]),
  ]);
  report.step('api, worker', 'two processes', Date.now() - started);

  const children = [api, worker, temporal.child, database.child].filter((child) => child !== undefined);
  const file: StackFile = {
    api: address,
    console: `http://127.0.0.1:${ports.console}`,
    operator: { name: demoOperator, password },
    temporal: temporal.address,
    temporalUi: temporal.uiUrl ?? null,
    database: database.url,
    demoKey: key,
    erasureKey: forgetting,
    namespace: temporal.namespace,
    ...(clock && { clock }),
    pids: pidsOf({ api, worker, temporal: temporal.child, postgres: database.child }),
  };
  writeStackFile(folders.root, file);
  return { file, children, shopPort: ports.shop };
};

const pidsOf = (children: Readonly<Record<string, Child | undefined>>): Readonly<Record<string, number>> => ({
  stack: process.pid,
  ...Object.fromEntries(Object.entries(children).flatMap(([name, child]) => (child ? [[name, child.pid]] : []))),
});
