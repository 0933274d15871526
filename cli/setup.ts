import { Connection } from '@temporalio/client';
import { loadDotEnv } from '../config/env-file.ts';
import { readOrExit } from '../config/read-or-exit.ts';
import { readTemporalConfig } from '../config/temporal.ts';
import { setUpTemporal } from './setup/temporal.ts';

/** `npm run setup`: Temporal's namespace and search attributes; may be run again at any time. */
const main = async (): Promise<void> => {
  loadDotEnv();
  const { connectionOptions, namespace } = readOrExit(() => readTemporalConfig(process.env));
  const connection = await Connection.connect(connectionOptions);
  try {
    const done = await setUpTemporal(connection, namespace);
    const added = done.searchAttributesAdded.join(', ') || 'all there already';
    console.log(`Namespace ${namespace}: ${done.namespaceCreated ? 'created' : 'there already'}, runs kept 30 days`);
    console.log(`Search attributes: ${added}`);
  } finally {
    await connection.close();
  }
};

main().catch((error: unknown) => {
  console.error(error instanceof Error && 'code' in error ? error.message : error);
  process.exitCode = 1;
});
