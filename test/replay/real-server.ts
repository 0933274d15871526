import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { setUpTemporal } from '../../cli/temporal/set-up-temporal.ts';
import { findTemporalBinary } from '../../dev/temporal/find.ts';
import { startTemporalServer } from '../../dev/temporal/server.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { journeysPath, workflowBundle } from '../../cli/simulator/bundle.ts';
import { play } from './play.ts';
import type { Scenario } from './scenarios.ts';

/**
 * Plays `wanted` on a Temporal server and returns their histories: on the server that TEMPORAL_ADDRESS names,
 * in a namespace of its own, or else on a dev server started for it. Takes about half a minute.
 */
export const playOnRealServer = async (
  wanted: readonly Scenario[],
  spec?: JourneySpec,
): Promise<readonly History[]> => {
  beQuiet();
  const server = await findServer();
  try {
    const connection = await Connection.connect({ address: server.address });
    const nativeConnection = await NativeConnection.connect({ address: server.address });
    const namespace = `scenarios-${randomUUID()}`;
    await setUpTemporal(connection, namespace);
    const bundle = await workflowBundle(journeysPath);
    const histories = await play({ connection, nativeConnection, namespace, workflowBundle: bundle }, wanted, spec);
    await nativeConnection.close();
    await connection.close();
    return histories;
  } finally {
    await server.stop();
  }
};

/** Once a process: Temporal's runtime cannot be installed again. */
const beQuiet = (): void => {
  if (isQuiet) return;
  isQuiet = true;
  Runtime.install({ logger: new DefaultLogger('ERROR') });
};
let isQuiet = false;

const findServer = async (): Promise<{ readonly address: string; stop(): Promise<void> }> => {
  const address = process.env['TEMPORAL_ADDRESS'];
  if (address) return { address, stop: async () => {} };
  const { path } = await findTemporalBinary({ environment: process.env, progress: (line) => console.error(line) });
  const folder = mkdtempSync(join(tmpdir(), 'relance-scenarios-'));
  const server = await startTemporalServer({ binary: path, folder, ui: false });
  return {
    address: server.address,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
