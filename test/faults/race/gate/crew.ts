import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { projectFolder } from '../../../../dev/data/folders.ts';
import type { Turn, TurnAnswer } from './message.ts';

/** A process that takes turns, several at a time. */
export interface Racer {
  /** @throws when its side of the pair failed. */
  take(turn: Turn): Promise<{ readonly claimed: boolean }>;
}

/** Starts processes of the race; they end with this one. */
export const startRacers = async (
  count: number,
  urls: { readonly database: string; readonly provider: string },
  defer: (undo: () => Promise<void>) => void,
): Promise<readonly Racer[]> =>
  Promise.all(Array.from({ length: count }, async () => startRacer([urls.database, urls.provider], defer)));

const startRacer = async (args: readonly string[], defer: (undo: () => Promise<void>) => void): Promise<Racer> => {
  const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), args, {
    cwd: projectFolder,
    execArgv: ['--import', import.meta.resolve('tsx')],
  });
  const open = new Map<number, { done(answer: { claimed: boolean }): void; failed(error: Error): void }>();
  defer(async () => endOf(child));
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`a process of the race ended with code ${code}`)));
  });
  child.on('message', (answer: TurnAnswer) => {
    const turn = open.get(answer.pair);
    open.delete(answer.pair);
    if ('error' in answer) turn?.failed(new Error(answer.error));
    else turn?.done(answer);
  });
  child.on('exit', () => {
    for (const turn of open.values()) turn.failed(new Error('a process of the race ended in the middle of it'));
  });
  return {
    take: async (turn) =>
      new Promise((done, failed) => {
        open.set(turn.pair, { done, failed });
        child.send(turn);
      }),
  };
};

const endOf = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  child.disconnect();
  await ended;
};
