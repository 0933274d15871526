import { Connection } from '@temporalio/client';
import { loadDotEnv } from '../../config/env-file.ts';
import { readOrExit } from '../../config/read-or-exit.ts';
import { readTemporalConfig } from '../../config/temporal.ts';
import { setUpSchedules } from './schedules.ts';
import { setUpTemporal } from './set-up-temporal.ts';

/** `npm run setup`: Temporal's namespace, search attributes and schedules; may be run again at any time. */
const main = async (): Promise<void> => {
  loadDotEnv();
  const { connectionOptions, namespace } = readOrExit(() => readTemporalConfig(process.env));
  const connection = await Connection.connect(connectionOptions).catch((error: unknown) => {
    throw new TemporalAwayError(connectionOptions.address, error);
  });
  try {
    const done = await setUpTemporal(connection, namespace);
    const added = done.searchAttributesAdded.join(', ') || 'all there already';
    console.log(`Namespace ${namespace}: ${done.namespaceCreated ? 'created' : 'there already'}, runs kept 30 days`);
    console.log(`Search attributes: ${added}`);
    const made = await setUpSchedules(connection, namespace);
    console.log(`Nightly scores: ${made ? 'scheduled' : 'scheduled already'}`);
  } finally {
    await connection.close();
  }
};

/** Thrown when no Temporal answers. */
class TemporalAwayError extends Error {
  override readonly name = 'TemporalAwayError';
  readonly code = 'TEMPORAL_AWAY';
  constructor(address: string | undefined, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`No Temporal answers at ${address ?? 'localhost:7233'}: ${reason}. Start it, or set TEMPORAL_ADDRESS.`, {
      cause,
    });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error && 'code' in error ? error.message : error);
  process.exitCode = 1;
});
