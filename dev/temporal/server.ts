import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { defaultNamespace } from '../../config/temporal.ts';
import { searchAttributes } from '../../domain/run.ts';
import { freePort } from '../free-port.ts';
import { type Child, startChild } from '../process/child.ts';
import { logTail } from '../process/log-tail.ts';
import { whySilent } from './ask-server.ts';

export interface TemporalServerOptions {
  /** The `temporal` program. */
  readonly binary: string;
  /** Its log is written here. */
  readonly folder: string;
  /** Database file; without it the server keeps everything in memory. */
  readonly file?: string;
  /** Wanted ports; other free ones are taken when they are in use. */
  readonly port?: number;
  readonly uiPort?: number;
  /** False: no UI. */
  readonly ui?: boolean;
  readonly namespace?: string;
}

export interface RunningTemporal extends Child {
  readonly address: string;
  readonly uiUrl: string | undefined;
}

/**
 * Starts a Temporal dev server of our own, with Relance's namespace and search attributes, and waits until
 * it answers.
 *
 * @throws TemporalServerError when it ends early or does not answer within 30 s; nothing is left running.
 */
export const startTemporalServer = async (options: TemporalServerOptions): Promise<RunningTemporal> => {
  mkdirSync(options.folder, { recursive: true });
  const port = await freePort(options.port);
  const uiPort = options.ui === false ? undefined : await freePort(options.uiPort);
  const log = join(options.folder, 'temporal.log');
  const child = startChild({
    name: 'Temporal',
    command: options.binary,
    args: serverArguments(options, port, uiPort),
    log,
    graceMillis: 15_000,
  });
  const address = `127.0.0.1:${port}`;
  try {
    await untilReady(child, address);
  } catch (error) {
    await child.stop();
    const reason = error instanceof Error ? error.message : String(error);
    throw new TemporalServerError(`${reason}\nIts log, ${log}, ends with:\n${logTail(log)}`, error);
  }
  return { ...child, address, uiUrl: uiPort === undefined ? undefined : `http://127.0.0.1:${uiPort}` };
};

const serverArguments = (
  options: TemporalServerOptions,
  port: number,
  uiPort: number | undefined,
): readonly string[] => {
  if (options.file) mkdirSync(dirname(options.file), { recursive: true });
  return [
    'server',
    'start-dev',
    '--ip=127.0.0.1',
    `--port=${port}`,
    uiPort === undefined ? '--headless' : `--ui-port=${uiPort}`,
    '--log-format=text',
    '--log-level=warn',
    `--namespace=${options.namespace ?? defaultNamespace}`,
    // One store's backlog of tasks does not hold up another's; production has the same in its dynamic configuration.
    '--dynamic-config-value=matching.enableFairness=true',
    ...Object.values(searchAttributes).map((name) => `--search-attribute=${name}=Keyword`),
    ...(options.file
      ? [`--db-filename=${options.file}`, '--sqlite-pragma=journal_mode=WAL', '--sqlite-pragma=synchronous=OFF']
      : []),
  ];
};

const untilReady = async (child: Child, address: string): Promise<void> => {
  const deadline = Date.now() + 30_000;
  const ending = child.ended.then((end) => `The Temporal server ended with ${end.signal ?? `code ${end.code}`}.`);
  for (;;) {
    const early = await Promise.race([ending, wait(50, undefined)]);
    if (early) throw new Error(early);
    const silent = await whySilent({ address }, 2000);
    if (!silent) return;
    if (Date.now() > deadline) throw new Error(`The Temporal server does not answer on ${address}: ${silent}`);
  }
};

/** Thrown when our own Temporal server did not start. */
export class TemporalServerError extends Error {
  override readonly name = 'TemporalServerError';
  readonly code = 'TEMPORAL_SERVER';
  constructor(message: string, cause: unknown) {
    super(message, { cause });
  }
}
