import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectFolder } from '../data/folders.ts';
import { type Child, startChild } from '../process/child.ts';
import { logTail } from '../process/log-tail.ts';
import { answersHttp } from './answers-http.ts';
import type { StackContext } from './context.ts';

/** How long a service may take to be ready, in milliseconds. */
const patience = 90_000;

/** Starts `api` or `worker` as in production, in a process of its own. */
export const startService = async (
  { teardown, running, folders }: StackContext,
  name: 'api' | 'worker',
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Child> => {
  const child = startChild({
    name,
    command: process.execPath,
    // The loader instead of the tsx command: the process id is then the service's own.
    args: ['--import', import.meta.resolve('tsx'), join(name, 'main.ts')],
    folder: projectFolder,
    environment,
    log: serviceLog(folders.logs, name),
    graceMillis: 20_000,
  });
  running.add({ name, pid: child.pid, marker: `${name}/main.ts` });
  await teardown.add(name, () => child.stop());
  return child;
};

/**
 * Resolves when every address answers 2xx.
 *
 * @throws ServiceError when `child` ends first, or after a minute and a half; with the end of its log.
 */
export const untilReady = async (child: Child, logs: string, addresses: readonly string[]): Promise<void> => {
  const deadline = Date.now() + patience;
  const ending = child.ended.then((end) => `ended with ${end.signal ?? `code ${end.code}`}`);
  for (const address of addresses) {
    while (!(await answersHttp(address, 3000))) {
      const early = await Promise.race([ending, wait(100, undefined)]);
      if (early) throw new ServiceError(child.name, early, serviceLog(logs, child.name));
      if (Date.now() > deadline) {
        throw new ServiceError(child.name, `does not answer ${address}`, serviceLog(logs, child.name));
      }
    }
  }
};

const serviceLog = (logs: string, name: string): string => join(logs, `${name}.log`);

/** Thrown when api or worker did not start. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code = 'STACK_SERVICE';
  constructor(name: string, fact: string, log: string) {
    super(`The ${name} ${fact}. Its log, ${log}, ends with:\n${logTail(log, 12)}`);
  }
}
