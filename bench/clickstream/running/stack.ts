import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openFolders, projectFolder } from '../../../dev/data/folders.ts';
import { emptyFolders } from '../../../dev/data/fresh.ts';
import type { StackFile } from '../../../dev/data/stack-file.ts';
import { startChild } from '../../../dev/process/child.ts';
import type { DemoClock } from '../../../domain/time/clock.ts';
import type { Instant } from '../../../domain/time/instant.ts';

export interface RunningStack extends StackFile {
  readonly clock: DemoClock;
  stop(): Promise<void>;
}

export interface StackSettings {
  /** Holds the stack's data; what an earlier run left there is deleted. */
  readonly folder: string;
  readonly secondsPerDay: number;
  /** What the store's clock shows at the start. */
  readonly first: Instant;
  /** The server that stands for Resend. */
  readonly resendUrl: string;
}

/** How long the stack may take to be ready, in milliseconds: Temporal may have to be built first. */
const patience = 15 * 60_000;

/** Starts the whole stack as `npm start -- --store off` does, with its mail going to `resendUrl`. */
export const startStack = async (settings: StackSettings): Promise<RunningStack> => {
  const { folder, secondsPerDay, first, resendUrl } = settings;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'stack.json');
  rmSync(file, { force: true });
  const folders = openFolders(folder, 'own', process.env);
  emptyFolders(folders);
  mkdirSync(folders.state, { recursive: true });
  writeFileSync(join(folders.state, 'clock.json'), JSON.stringify({ demo: first }));
  const log = join(folder, 'stack.log');
  rmSync(log, { force: true });
  const child = startChild({
    name: 'stack',
    command: process.execPath,
    args: [
      '--import',
      import.meta.resolve('tsx'),
      'dev/main.ts',
      '--store',
      'off',
      '--speed',
      String(secondsPerDay),
      '--folder',
      folder,
    ],
    folder: projectFolder,
    environment: {
      ...process.env,
      RESEND_API_KEY: 're_acceptance',
      RESEND_BASE_URL: resendUrl,
      // The judge reads the cart in the message itself: no redirect stands before it.
      LINK_KEYS: '',
      LOG_LEVEL: 'warn',
    },
    log,
    graceMillis: 60_000,
  });
  // The stack has a process group of its own: Ctrl-C does not reach it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void child.stop().then(() => process.exit(130)));
  }
  const ended = child.ended.then(({ code, signal }) => `ended with ${signal ?? `code ${code}`}`);
  const deadline = Date.now() + patience;
  while (!existsSync(file)) {
    const early = await Promise.race([ended, wait(200)]);
    if (early || Date.now() > deadline) {
      await child.stop();
      throw new Error(`The stack ${early ?? 'was not ready in time'}; it said:\n${readFileSync(log, 'utf8').trim()}`);
    }
  }
  const content = JSON.parse(readFileSync(file, 'utf8')) as StackFile & { readonly clock: DemoClock };
  return { ...content, stop: () => child.stop() };
};
