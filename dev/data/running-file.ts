import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess, isAlive } from '../process/alive.ts';

/** A process of the stack, and a part of its command line by which it is known again. */
export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly marker: string;
}

export interface RunningFile {
  /** Writes down a process, so that the next start can end it if this one is killed. */
  add(process: RunningProcess): void;
  remove(): void;
}

/**
 * Takes the data folder for this process. What a killed stack left running there is ended first.
 *
 * @throws AlreadyRunningError when a stack runs on this folder.
 */
export const takeFolder = async (root: string, self: RunningProcess): Promise<RunningFile> => {
  const file = join(root, 'running.json');
  const processes: RunningProcess[] = [self];
  let removed = false;
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(processes), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      await clearLeftovers(file, root);
    }
  }
  return {
    add: (process) => {
      processes.push(process);
      // A part that was still starting while the rest stopped.
      if (!removed) writeFileSync(file, JSON.stringify(processes));
    },
    remove: () => {
      removed = true;
      rmSync(file, { force: true });
    },
  };
};

const clearLeftovers = async (file: string, root: string): Promise<void> => {
  const [owner, ...children] = read(file);
  if (owner && owner.pid !== process.pid && isAlive(owner.pid, owner.marker))
    throw new AlreadyRunningError(root, owner);
  for (const { pid, marker } of children.toReversed()) await endProcess(pid, marker);
  rmSync(file, { force: true });
};

const read = (file: string): readonly RunningProcess[] => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunningProcess[];
  } catch {
    return [];
  }
};

/** Thrown when a stack runs already on the same data. */
export class AlreadyRunningError extends Error {
  override readonly name = 'AlreadyRunningError';
  readonly code = 'STACK_RUNNING';
  constructor(root: string, owner: RunningProcess) {
    super(
      `Relance runs already on ${root} (process ${owner.pid}); its addresses are in stack.json there. ` +
        'Stop it with Ctrl-C, or start a second one with `npm start -- --folder <path>`.',
    );
  }
}
