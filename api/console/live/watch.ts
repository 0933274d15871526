import { setTimeout as sleep } from 'node:timers/promises';
import type { Queries } from '../../../db/client.ts';
import { readSnapshot } from '../../../db/pages/changes.ts';

/** `changed`: something was written; `away`: the database does not answer. */
export type Change = 'changed' | 'away';

/** Tells `listener` of changes until the returned function is called. */
export type Watch = (listener: (change: Change) => void) => () => void;

/**
 * One look at the database per process and interval, and none while nobody listens. Polling, because a
 * NOTIFY inside the gate's and intake's transactions would make their commits wait for each other.
 */
export const createWatch = (db: Queries, intervalMillis = 500): Watch => {
  const listeners = new Set<(change: Change) => void>();
  let last: string | undefined;
  let watching = false;

  const tell = (change: Change): void => {
    for (const listener of listeners) listener(change);
  };

  const look = async (): Promise<void> => {
    try {
      const snapshot = await readSnapshot(db);
      if (last !== undefined && snapshot !== last) tell('changed');
      last = snapshot;
    } catch {
      // What changes while it is away is not known: the first answer afterwards counts as a change.
      last = '';
      tell('away');
    }
  };

  const loop = async (): Promise<void> => {
    watching = true;
    last = undefined;
    while (listeners.size > 0) {
      await look();
      await sleep(intervalMillis, undefined, { ref: false });
    }
    watching = false;
  };

  return (listener) => {
    listeners.add(listener);
    if (!watching) void loop();
    return () => {
      listeners.delete(listener);
    };
  };
};
