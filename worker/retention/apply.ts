import { setTimeout as wait } from 'node:timers/promises';
import type postgres from 'postgres';
import type { Database } from '../../db/client.ts';
import { retentionPolicies } from '../../db/retention/policies.ts';
import { type RetentionDays, type RetentionName, retentionNames } from '../../domain/retention.ts';
import type { Clock } from '../../domain/time/clock.ts';

export interface RetentionDeps {
  readonly db: Database;
  /** The driver: the lock needs a connection of its own. */
  readonly sql: postgres.Sql;
  /** The store's time. */
  readonly clock: Clock;
  readonly days: RetentionDays;
  readonly stopping?: AbortSignal;
  /** Rows looked at in one statement; the default keeps each some tens of milliseconds short. */
  readonly pageSize?: number;
  /** Told after each page that deleted something. */
  readonly progress?: (name: RetentionName, deleted: number) => void;
}

const standardPageSize = 500;
/** It rests as long as it worked, so that it takes half of one connection's time at most. */
const restFactor = 1;
const shortestRestMillis = 5;
const dayMillis = 86_400_000;

/** When rows are too old, by policy; undefined: they are kept for ever. */
export const cutoff = (days: number, now: number): Date | undefined =>
  days === 0 ? undefined : new Date(now - days * dayMillis);

/**
 * Deletes what is past its time, in small statements with rests between. One process at a time works.
 *
 * @returns how much went, by policy; undefined when another process is at work.
 */
export const applyRetention = async (
  deps: RetentionDeps,
): Promise<Readonly<Record<RetentionName, number>> | undefined> => {
  const lock = await deps.sql.reserve();
  try {
    const [held] = await lock<{ held: boolean }[]>`select pg_try_advisory_lock(hashtext('relance.retention')) as held`;
    if (!held?.held) return undefined;
    try {
      const gone = Object.fromEntries(retentionNames.map((name) => [name, 0])) as Record<RetentionName, number>;
      for (const name of retentionNames) gone[name] = await sweepAll(deps, name);
      return gone;
    } finally {
      await lock`select pg_advisory_unlock(hashtext('relance.retention'))`;
    }
  } finally {
    lock.release();
  }
};

const sweepAll = async (deps: RetentionDeps, name: RetentionName): Promise<number> => {
  const before = cutoff(deps.days[name], deps.clock.now());
  if (!before) return 0;
  let gone = 0;
  let after: string | undefined;
  do {
    if (deps.stopping?.aborted) return gone;
    const begun = performance.now();
    const limit = deps.pageSize ?? standardPageSize;
    const { deleted, next } = await retentionPolicies[name].sweep(deps.db, { before, after, limit });
    gone += deleted;
    if (deleted > 0) deps.progress?.(name, gone);
    after = next;
    const rest = Math.max(shortestRestMillis, (performance.now() - begun) * restFactor);
    if (after !== undefined) await wait(rest, undefined, { signal: deps.stopping }).catch(() => {});
  } while (after !== undefined);
  return gone;
};
