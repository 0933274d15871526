import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** True while a process of that id runs and its command line holds `marker`: ids are used again. */
export const isAlive = (pid: number, marker: string): boolean => commandLine(pid)?.includes(marker) ?? false;

/** Ends a process that this one did not start: politely, then by force after `graceMillis`. */
export const endProcess = async (pid: number, marker: string, graceMillis = 5000): Promise<void> => {
  // SIGINT: to PostgreSQL SIGTERM means to wait until its clients leave.
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    if (!isAlive(pid, marker)) return;
    process.kill(pid, signal);
    const deadline = Date.now() + graceMillis;
    while (isAlive(pid, marker) && Date.now() < deadline) await wait(50);
  }
};

const commandLine = (pid: number): string | undefined => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // No /proc on macOS.
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  }
};
