import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, inject, vi } from 'vitest';
import { type Child, startChild } from '../../dev/process/child.ts';
import { freePort } from '../../dev/free-port.ts';
import { logTail } from '../../dev/process/log-tail.ts';

export interface Process extends Child {
  /** Where it answers /health and /ready. */
  readonly url: string;
  /** Ends it as a crash would: nothing more of its code runs. */
  kill(): Promise<void>;
  log(): string;
  /** The file of everything that it wrote. */
  readonly logFile: string;
}

export interface ProcessOptions {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts real api and worker processes for a test file; whatever is left of them ends with it. */
export const useProcesses = () => {
  const folder = mkdtempSync(join(tmpdir(), 'relance-test-processes-'));
  const started: Process[] = [];
  afterAll(async () => {
    await Promise.all(started.map(async (child) => child.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (
    name: 'api' | 'worker',
    own: Readonly<Record<string, string>>,
    url: string,
    options: ProcessOptions,
  ) => {
    const log = join(folder, `${name}-${started.length}.log`);
    const { RESEND_API_KEY: _key, RESEND_BASE_URL: _url, ...inherited } = process.env;
    const child = startChild({
      name,
      command: process.execPath,
      args: ['--import', 'tsx', `${name}/main.ts`],
      environment: {
        ...inherited,
        DATABASE_URL: options.databaseUrl,
        TEMPORAL_ADDRESS: options.temporalAddress,
        TEMPORAL_NAMESPACE: options.namespace,
        ...own,
        ...options.environment,
      },
      log,
      graceMillis: 20_000,
    });
    const running: Process = {
      ...child,
      url,
      kill: async () => {
        process.kill(child.pid, 'SIGKILL');
        await child.ended;
      },
      log: () => logTail(log),
      logFile: log,
    };
    started.push(running);
    return running;
  };

  return {
    worker: async (options: ProcessOptions): Promise<Process> => {
      const port = await freePort();
      const own = { WORKER_HEALTH_PORT: String(port), ...(await bundleFor(options)) };
      return start('worker', own, `http://127.0.0.1:${port}`, options);
    },
    api: async (options: ProcessOptions): Promise<Process> => {
      const [port, consolePort] = [await freePort(), await freePort()];
      const ports = { API_HOST: '127.0.0.1', API_PORT: String(port), CONSOLE_PORT: String(consolePort) };
      return start('api', ports, `http://127.0.0.1:${port}`, options);
    },
  };
};

/**
 * The journeys as a release bundles them, once for the whole run of the tests; in a process of its own, for the compiler
 * changes the one that loads it. A worker that encrypts bundles the sources itself.
 */
const bundleFor = async ({ environment }: ProcessOptions): Promise<Readonly<Record<string, string>>> => {
  if (environment?.['TEMPORAL_CODEC_KEYS'] !== undefined) return {};
  const bundle = inject('workflowBundle');
  const child = fileURLToPath(new URL('bundle-child.ts', import.meta.url));
  if (!existsSync(bundle)) await promisify(execFile)(process.execPath, ['--import', 'tsx', child, bundle]);
  return { WORKFLOW_BUNDLE: bundle };
};

/** Resolves when the process says that it is ready. */
export const untilReady = async (running: Process, path = '/ready'): Promise<void> => {
  await until(
    async () => (await statusOf(`${running.url}${path}`)) === 200,
    () => `${path}: ${running.log()}`,
  );
};

/** Waits for a condition, also outside of a test; the default is a minute. */
export const until = async (
  condition: () => Promise<boolean> | boolean,
  what: () => string,
  timeout = 60_000,
): Promise<void> =>
  vi.waitFor(
    async () => {
      if (!(await condition())) throw new Error(`still not true after ${timeout} ms: ${what()}`);
    },
    { timeout, interval: 200 },
  );

export const statusOf = async (url: string): Promise<number | undefined> =>
  fetch(url).then(
    ({ status }) => status,
    () => undefined,
  );
