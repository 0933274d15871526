import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectFolder } from '../../../dev/data/folders.ts';
import { type Child, type Ending, startChild } from '../../../dev/process/child.ts';
import { logTail } from '../../../dev/process/log-tail.ts';
import { answersHttp } from '../../../dev/stack/answers-http.ts';
import { until } from '../until.ts';
import type { Door } from './door.ts';

/** Doors between a process and what it uses. */
export type Doors = Readonly<Record<'postgres' | 'temporal' | 'provider', Door>>;

/** An api or a worker under a supervisor that starts it again when it dies, as production would. */
export interface Service {
  /** `api 1`, `worker 2`. */
  readonly name: string;
  readonly kind: 'api' | 'worker';
  /** Where it answers `/health` and `/ready`; an api also the events. The same after a restart. */
  readonly url: string;
  readonly doors: Doors;
  /** Of the present process. */
  pid(): number;
  /** How often it was started, and what ended it each time. */
  endings(): readonly Ending[];
  /** `kill -9`, counted as asked for. Its doors are cut: nothing that it said later is heard. */
  kill(): Promise<void>;
  /** True while it is meant to run; false between `hold` and `resume`. */
  holdDown(): void;
  /** Lets the supervisor start it again. */
  letUp(): void;
  /** Ends it in order, as a deploy does, and leaves it down until `letUp`. */
  rest(): Promise<void>;
  /** Answers as it should: a worker that Temporal sees its pollers, an api that it is there. */
  untilReady(): Promise<void>;
  /** Ends of processes that nobody asked for. */
  crashes(): readonly string[];
  /** The last lines of its present log. */
  log(lines?: number): string;
  /** Every log file that it wrote, the oldest first. */
  logFiles(): readonly string[];
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly kind: 'api' | 'worker';
  readonly number: number;
  readonly folder: string;
  readonly port: number;
  readonly doors: Doors;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How long a supervisor waits before it starts a dead process again, in milliseconds. */
const restartMillis = 200;

/** How long a process may take to be ready, in milliseconds: the machine may be busy with others. */
const patienceMillis = 180_000;

/** Starts the process and keeps it running until `stop`. */
export const superviseService = ({ kind, number, folder, port, doors, environment }: ServiceOptions): Service => {
  const name = `${kind} ${number}`;
  const url = `http://127.0.0.1:${port}`;
  const logs: string[] = [];
  const endings: Ending[] = [];
  const crashes: string[] = [];
  const asked = new Set<number>();
  const state = { up: true, stopped: false, alive: true };
  let child: Child;

  const begin = (): Child => {
    const log = join(folder, `${kind}-${number}-${logs.length}.log`);
    logs.push(log);
    return startChild({
      name,
      command: process.execPath,
      args: ['--import', import.meta.resolve('tsx'), join(kind, 'main.ts')],
      folder: projectFolder,
      environment,
      log,
      graceMillis: 20_000,
    });
  };
  const supervise = async (): Promise<void> => {
    while (!state.stopped) {
      const ending = await child.ended;
      state.alive = false;
      endings.push(ending);
      if (!state.stopped && !asked.has(child.pid)) {
        crashes.push(`${name} ended with ${ending.signal ?? `code ${ending.code}`}: ${logTail(logs.at(-1)!, 3)}`);
      }
      await wait(restartMillis);
      while (!state.up && !state.stopped) await wait(20);
      if (state.stopped) return;
      child = begin();
      state.alive = true;
    }
  };
  child = begin();
  const supervised = supervise();

  return {
    name,
    kind,
    url,
    doors,
    pid: () => child.pid,
    endings: () => endings,
    kill: async () => {
      const dying = child;
      asked.add(dying.pid);
      // One that died already and was not started again yet is as good as killed.
      if (state.alive) process.kill(dying.pid, 'SIGKILL');
      await dying.ended;
      for (const door of Object.values(doors)) door.cut();
    },
    holdDown: () => void (state.up = false),
    letUp: () => void (state.up = true),
    rest: async () => {
      state.up = false;
      asked.add(child.pid);
      await child.stop();
    },
    untilReady: async () => {
      await until(
        `${name} is ready; its log ends with ${logTail(logs.at(-1)!, 3)}`,
        async () => answersHttp(`${url}/${kind === 'api' ? 'health' : 'ready'}`, 5_000),
        {
          timeoutMillis: patienceMillis,
          everyMillis: 100,
        },
      );
    },
    crashes: () => crashes,
    log: (lines) => logTail(logs.at(-1)!, lines),
    logFiles: () => logs,
    stop: async () => {
      state.stopped = true;
      await child.stop();
      await supervised;
      await Promise.all(Object.values(doors).map(async (door) => door.stop()));
    },
  };
};
