import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { RunningProcess } from '../../../dev/data/running-file.ts';
import type { StackFile } from '../../../dev/data/stack-file.ts';
import { isAlive } from '../../../dev/process/alive.ts';

export interface Launched {
  readonly child: ChildProcess;
  /** What it printed so far. */
  output(): string;
  /** `stack.json`, once it is ready. */
  ready(): Promise<StackFile>;
  /** The exit code, or the signal's name, once it has ended. */
  ended(): Promise<number | string>;
  /** Every process that it started so far. */
  processes(): readonly RunningProcess[];
}

const main = fileURLToPath(new URL('../../../dev/main.ts', import.meta.url));

/** Ports of nobody's, and no server of somebody else's. */
const alone = {
  DATABASE_URL: '',
  TEMPORAL_ADDRESS: '',
  ...Object.fromEntries(
    ['API', 'CONSOLE', 'WORKER_HEALTH', 'DATABASE', 'TEMPORAL', 'TEMPORAL_UI', 'SHOP'].map((name) => [
      `${name}_PORT`,
      '0',
    ]),
  ),
};

/** Runs `npm start` without npm, as a real process; its data in `folder`. */
export const launch = (
  folder: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Launched => {
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), main, '--folder', folder, '--own-temporal', '--store', 'off', ...args],
    { env: { ...process.env, ...alone, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  let ending: number | string | undefined;
  const processes = new Map<number, RunningProcess>();
  child.stdout.on('data', (chunk: Buffer) => void (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => void (output += chunk.toString()));
  child.once('exit', (code, signal) => (ending = code ?? signal ?? 'unknown'));

  const note = (): void => {
    for (const one of (readJson(join(folder, 'running.json')) ?? []) as readonly RunningProcess[])
      processes.set(one.pid, one);
  };
  const noting = setInterval(note, 20);
  child.once('exit', () => clearInterval(noting));

  return {
    child,
    output: () => output,
    ready: async () => {
      const file = join(folder, 'stack.json');
      const isOurs = () => (readJson(file) as StackFile | undefined)?.pids['stack'] === child.pid;
      await expect.poll(() => ending !== undefined || isOurs(), { timeout: 60_000 }).toBe(true);
      expect(ending, output).toBeUndefined();
      note();
      return readJson(file) as StackFile;
    },
    ended: async () => {
      await expect.poll(() => ending, { timeout: 60_000, message: output }).toBeDefined();
      return ending!;
    },
    processes: () => [...processes.values()],
  };
};

/** What still runs of `processes`. */
export const alive = (processes: readonly RunningProcess[]): readonly RunningProcess[] =>
  processes.filter(({ pid, marker }) => isAlive(pid, marker));

/** What the file holds; undefined while there is none. */
const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
};
