import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAbandoned, type RunningPostgres, startEmbeddedPostgres } from '../../../dev/postgres/embedded.ts';

/**
 * Nothing of it is kept, so nothing has to be safe from a power cut; its few statements are planned once, and nobody watches
 * what its sessions do.
 */
const settings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'shared_buffers=256MB',
  'max_wal_size=2GB',
  'jit=off',
  'plan_cache_mode=force_generic_plan',
  'track_activities=off',
  'update_process_title=off',
];

const start = async (folder: string, throwAway = false): Promise<RunningPostgres> =>
  startEmbeddedPostgres({ folder, settings, bySocket: true, throwAway });

/**
 * Starts the PostgreSQL of backtests, whose cluster stays in `folder` for the next time. A cluster that a machine which
 * stopped left broken is made anew; while another backtest uses it, this one has a cluster that is thrown away.
 */
export const startKept = async (folder: string): Promise<RunningPostgres> => {
  try {
    return await start(folder);
  } catch {
    if (!isAbandoned(folder)) return startOwn();
  }
  rmSync(folder, { recursive: true, force: true });
  return start(folder).catch(async () => startOwn());
};

const startOwn = async (): Promise<RunningPostgres> => {
  const own = mkdtempSync(join(tmpdir(), 'relance-backtest-'));
  return start(own, true).catch((error: unknown) => {
    rmSync(own, { recursive: true, force: true });
    throw error;
  });
};
