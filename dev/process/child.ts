import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export interface ChildOptions {
  /** What a person calls it: `Temporal`, `api`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly folder?: string;
  /** File that receives its output; emptied first. */
  readonly log: string;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** Asks it to end in an orderly way; the default is SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
  /** How long it may take to end before it is killed. */
  readonly graceMillis?: number;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<Ending>;
  /** Ends it: politely, then by force. Resolves when it is gone; may be called again. */
  stop(): Promise<void>;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * Starts a program in a process group of its own: the terminal's Ctrl-C does not reach it, so that whoever
 * started it can stop things in order.
 */
export const startChild = (options: ChildOptions): Child => {
  const log = openSync(options.log, 'w');
  const child = spawn(options.command, options.args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: options.environment ?? process.env,
    ...(options.folder ? { cwd: options.folder } : {}),
    ...options.user,
  });
  closeSync(log);
  const signal = options.stopSignal ?? 'SIGTERM';
  const ended = endOf(child);
  // The last resort when this process ends without having stopped its children.
  const abandon = (): void => void child.kill(signal);
  process.once('exit', abandon);
  void ended.then(() => process.removeListener('exit', abandon));
  return {
    name: options.name,
    pid: child.pid ?? -1,
    ended,
    stop: () => stopChild(child, ended, signal, options.graceMillis ?? 10_000),
  };
};

const endOf = (child: ChildProcess): Promise<Ending> =>
  new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: 127, signal: null }));
  });

const stopChild = async (
  child: ChildProcess,
  ended: Promise<Ending>,
  signal: NodeJS.Signals,
  graceMillis: number,
): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill(signal);
  const patience = new AbortController();
  await Promise.race([ended, wait(graceMillis, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await ended;
};
