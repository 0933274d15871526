import { setTimeout as wait } from 'node:timers/promises';
import { loadDotEnv } from '../config/env-file.ts';
import { readStackConfig } from '../config/stack.ts';
import { openFolders } from './data/folders.ts';
import { emptyFolders } from './data/fresh.ts';
import { takeFolder } from './data/running-file.ts';
import { removeStackFile } from './data/stack-file.ts';
import { readOptions } from './options.ts';
import { createTeardown, StackStoppedError } from './process/teardown.ts';
import { play } from './stack/play.ts';
import { createReport } from './terminal/report.ts';

/** `npm start`: the whole of Relance on this machine, until Ctrl-C. */
const report = createReport((line) => console.log(line));
const teardown = createTeardown();
let starting: Promise<unknown> = Promise.resolve();
let stopping = false;

const stop = async (exitCode: number, farewell: string): Promise<void> => {
  if (stopping) return;
  stopping = true;
  report.line(farewell);
  const failures = await teardown.run();
  for (const failure of failures) console.error(failure.message);
  // A part that was starting is stopped by the teardown as soon as it is there.
  await Promise.race([starting, wait(3000)]);
  process.exit(failures.length > 0 ? 1 : exitCode);
};

const start = async (): Promise<string> => {
  loadDotEnv();
  const environment = process.env;
  const options = readOptions(process.argv.slice(2));
  const config = readStackConfig(environment);
  const open = () => openFolders(options.folder, options.demoStore ? 'demo' : 'own', environment);
  let folders = open();
  const running = await takeFolder(folders.root, { name: 'stack', pid: process.pid, marker: 'dev/main.ts' });
  await teardown.add('files', () => {
    removeStackFile(folders.root);
    running.remove();
  });
  // Of a stack that was killed.
  removeStackFile(folders.root);
  if (options.fresh) {
    emptyFolders(folders, config.databaseUrl === undefined);
    if (config.databaseUrl) report.line('--fresh leaves the database of DATABASE_URL as it is: it is not ours.');
    folders = open();
  }
  report.line(`Relance starts on ${folders.root}`);
  report.line();
  return play({ environment, config, options, folders, teardown, running, report });
};

/** Errors of ours say all that is needed; others come with their place in the code. */
const explain = (error: unknown): string =>
  error instanceof Error && 'code' in error
    ? error.message
    : error instanceof Error
      ? (error.stack ?? '')
      : String(error);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stop(0, '\nStopping …'));
}
// The reader of our output is gone.
process.stdout.on('error', () => void stop(0, ''));

const playing = start();
starting = playing.catch(() => undefined);
playing.then(
  (reason) => stop(1, `\n${reason} Stopping …`),
  (error: unknown) => (error instanceof StackStoppedError ? undefined : stop(1, `\n${explain(error)}`)),
);
