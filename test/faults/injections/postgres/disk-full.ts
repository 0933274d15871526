import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { between } from '../../seed.ts';
import { until } from '../../until.ts';
import type { Injection } from '../injection.ts';
import { untilAcknowledged } from '../recovery.ts';

/**
 * Fills the file system that PostgreSQL's cluster lives on, until events are refused, and frees it again. It
 * must be a small one of its own. A server that ended because of it is started again, as a supervisor would.
 */
export const diskFull: Injection = {
  fault: "PostgreSQL's disk full, then free again",
  draw: (random) => ({ fullMillis: between(random, 500, 3_000) }),
  inject: async ({ cast, shop, ...world }, { fullMillis }) => {
    const { postgres } = cast;
    const filler = join(dirname(dirname(postgres.data)), 'filler');
    const refusedBefore = sum(shop.refusals);
    let died = false;
    try {
      fill(filler);
      await until(
        'an event is refused because the disk is full',
        () => {
          // What the server freed meanwhile is taken too.
          fill(filler);
          return sum(shop.refusals) > refusedBefore || !postgres.isRunning();
        },
        { timeoutMillis: 60_000, everyMillis: 100 },
      );
      await wait(Number(fullMillis));
      died = !postgres.isRunning();
    } finally {
      rmSync(filler, { force: true });
    }
    const since = Date.now();
    if (!postgres.isRunning()) await postgres.start();
    return {
      recoverySeconds: [await untilAcknowledged({ cast, shop, ...world }, since)],
      notes: died ? ['where the server itself ended, its supervisor started it again; nobody else did anything'] : [],
    };
  },
};

const sum = (refusals: Readonly<Record<string, number>>): number =>
  Object.values(refusals).reduce((total, one) => total + one, 0);

/** Appends until nothing more fits, not even a page. */
const fill = (file: string): void => {
  const handle = openSync(file, 'a');
  try {
    for (const size of [1 << 20, 1 << 12]) {
      const block = Buffer.alloc(size, 1);
      while (fits(handle, block));
    }
  } finally {
    closeSync(handle);
  }
};

const fits = (handle: number, block: Buffer): boolean => {
  try {
    return writeSync(handle, block) === block.length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
};
