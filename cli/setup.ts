import { Connection } from '@temporalio/client';
import { ConfigurationError } from '../config/read.ts';
import { readTemporalConfig } from '../config/temporal.ts';
import { setUpTemporal } from './setup/temporal.ts';

/** `npm run setup`: Temporal's namespace and search attributes; may be run again at any time. */
const main = async (): Promise<void> => {
  const { connectionOptions, namespace } = readTemporalConfig(process.env);
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
  const known = error instanceof ConfigurationError || (error instanceof Error && 'code' in error);
  console.error(known ? (error as Error).message : error);
  process.exitCode = 1;
});
