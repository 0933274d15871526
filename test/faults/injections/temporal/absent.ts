import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../../../dev/free-port.ts';
import { projectFolder } from '../../../../dev/data/folders.ts';
import { startChild } from '../../../../dev/process/child.ts';
import { logTail } from '../../../../dev/process/log-tail.ts';
import type { Injected, Injection, World } from '../injection.ts';

let count = 0;

/** Starts one more worker, whose Temporal is at `address`. */
const startWorker = async ({ cast }: World, address: string) => {
  const health = await freePort();
  const log = join(cast.folder, 'logs', `absent-${(count += 1)}.log`);
  const child = startChild({
    name: 'worker',
    command: process.execPath,
    args: ['--import', import.meta.resolve('tsx'), 'worker/main.ts'],
    folder: projectFolder,
    environment: {
      ...cast.environment,
      DATABASE_URL: cast.postgres.url,
      RESEND_BASE_URL: cast.provider.url,
      TEMPORAL_ADDRESS: address,
      WORKER_HEALTH_PORT: String(health),
    },
    log,
  });
  return { child, log, health };
};

const ready = async (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Nobody answers where Temporal should be: the worker must never be ready, and must end with a failure. */
export const temporalAbsent: Injection = {
  fault: 'Temporal absent when a worker starts',
  inject: async (world) => {
    const { child, log, health } = await startWorker(world, `127.0.0.1:${await freePort()}`);
    const watch = async (): Promise<Injected> => {
      const started = Date.now();
      let wasReady = false;
      const ended = child.ended.then((ending) => ending);
      for (;;) {
        const ending = await Promise.race([ended, wait(250)]);
        wasReady ||= await ready(health);
        if (ending || Date.now() - started > 90_000) {
          await child.stop();
          const failures = [
            ...(wasReady ? ['a worker without Temporal said that it was ready'] : []),
            ...(!ending ? ['a worker without Temporal stayed up idle'] : []),
            ...(ending && (ending.code === 0 || ending.code === null)
              ? [`a worker without Temporal ended with ${ending.signal ?? `code ${ending.code}`}: ${logTail(log)}`]
              : []),
          ];
          return {
            failures,
            notes: ['the worker waits 30 s for Temporal, then ends with a failure for its supervisor'],
          };
        }
      }
    };
    return { later: watch() };
  },
};
