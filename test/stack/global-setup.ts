import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findTemporalBinary } from '../../dev/temporal/find.ts';
import { startTemporalServer } from '../../dev/temporal/server.ts';
import { startPostgres } from './postgres.ts';
import { seed } from './seed.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL server of this test run. */
    postgresUrl: string;
    /** The Temporal server of this test run; it has the namespace `relance`. */
    temporalAddress: string;
    /** The program that it was started from, for tests that start and stop one of their own. */
    temporalBinary: string;
    /** Where the first test that starts a worker puts the bundle of the journeys, for all that come after it. */
    workflowBundle: string;
  }
}

/**
 * One PostgreSQL and one Temporal server for the whole run. PostgreSQL has a migrated template database that
 * each test file copies. A server that cannot be had fails the run: nothing is skipped in silence.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  console.log(`Cases are drawn from RELANCE_SEED=${seed}`);
  const [database, temporal] = await Promise.allSettled([startPostgres(), startTemporal()]);
  const folder = mkdtempSync(join(tmpdir(), 'relance-test-run-'));
  const stop = async (): Promise<void> => {
    rmSync(folder, { recursive: true, force: true });
    if (temporal.status === 'fulfilled') await temporal.value.stop();
    if (database.status === 'fulfilled') await database.value.stop();
  };
  if (database.status === 'rejected' || temporal.status === 'rejected') {
    await stop();
    throw database.status === 'rejected' ? database.reason : (temporal as PromiseRejectedResult).reason;
  }
  project.provide('postgresUrl', database.value.url);
  project.provide('temporalAddress', temporal.value.address);
  project.provide('temporalBinary', temporal.value.binary);
  project.provide('workflowBundle', join(folder, 'workflow-bundle.js'));
  return stop;
}

const startTemporal = async (): Promise<{ address: string; binary: string; stop(): Promise<void> }> => {
  const { path } = await findTemporalBinary({ environment: process.env, progress: (line) => console.log(line) });
  const folder = mkdtempSync(join(tmpdir(), 'relance-test-temporal-'));
  const server = await startTemporalServer({ binary: path, folder, ui: false });
  return {
    address: server.address,
    binary: path,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
