import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { setUpSchedules } from '../../cli/temporal/schedules.ts';
import { setUpTemporal } from '../../cli/temporal/set-up-temporal.ts';
import { readTemporalConfig } from '../../config/temporal.ts';
import { dataConverter } from '../../temporal/data-converter.ts';
import type { Child } from '../process/child.ts';
import { findTemporal, findTemporalBinary } from '../temporal/find.ts';
import { startTemporalServer } from '../temporal/server.ts';
import { answersHttp } from './answers-http.ts';
import type { StackContext } from './context.ts';

export interface StackTemporal {
  readonly address: string;
  readonly uiUrl: string | undefined;
  readonly namespace: string;
  /** The server's process; undefined when it is somebody else's. */
  readonly child: Child | undefined;
  /** What api and worker need to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly client: Client;
}

/** A Temporal server with the namespace and search attributes of Relance: found, or started here. */
export const openTemporal = async (context: StackContext): Promise<StackTemporal> => {
  const { report, environment } = context;
  const started = Date.now();
  const search = { environment, progress: (line: string) => report.progress(line) };
  const found = await (context.options.ownTemporal ? findTemporalBinary(search) : findTemporal(search));
  const server =
    found.kind === 'server' ? await useServer(context, found.address) : await startOwn(context, found.path);
  const config = readTemporalConfig({ ...environment, ...server.environment });
  const connection = await Connection.connect(config.connectionOptions);
  await context.teardown.add('Temporal', async () => {
    await connection.close();
    await server.child?.stop();
  });
  await setUpTemporal(connection, config.namespace);
  await setUpSchedules(connection, config.namespace);
  report.step('Temporal', found.from, Date.now() - started);
  return {
    address: server.address,
    uiUrl: server.uiUrl,
    namespace: config.namespace,
    child: server.child,
    environment: server.environment,
    client: new Client({
      connection,
      namespace: config.namespace,
      dataConverter: dataConverter(config.codecKeys),
    }),
  };
};

type Server = Pick<StackTemporal, 'address' | 'uiUrl' | 'child' | 'environment'>;

const startOwn = async (context: StackContext, binary: string): Promise<Server> => {
  const { config, folders, teardown, running } = context;
  const file = join(folders.temporal, 'temporal.db');
  const server = await startTemporalServer({
    binary,
    folder: folders.logs,
    file,
    port: config.ports.temporal,
    uiPort: config.ports.temporalUi,
  });
  running.add({ name: server.name, pid: server.pid, marker: file });
  await teardown.add('Temporal', () => server.stop());
  return {
    address: server.address,
    uiUrl: server.uiUrl,
    child: server,
    environment: {
      // The person's own settings (Temporal Cloud, TLS) are not for this server; a missing file counts as none.
      ...Object.fromEntries(
        Object.keys(context.environment)
          .filter(isTemporalVariable)
          .map((name) => [name, '']),
      ),
      TEMPORAL_CONFIG_FILE: join(folders.state, 'no-temporal-configuration'),
      TEMPORAL_ADDRESS: server.address,
      TEMPORAL_NAMESPACE: context.environment['TEMPORAL_NAMESPACE'] ?? '',
    },
  };
};

/** The codec's keys are ours, whatever the server. */
const isTemporalVariable = (name: string): boolean => name.startsWith('TEMPORAL_') && name !== 'TEMPORAL_CODEC_KEYS';

const usualUi = 'http://127.0.0.1:8233';

const useServer = async ({ config, environment }: StackContext, address: string): Promise<Server> => {
  const isLocal = /^(127\.0\.0\.1|localhost):7233$/.test(address);
  const usual = isLocal && (await answersHttp(usualUi)) ? usualUi : undefined;
  return {
    address,
    uiUrl: config.temporalUiUrl ?? usual,
    child: undefined,
    environment: { TEMPORAL_ADDRESS: environment['TEMPORAL_ADDRESS'] || address },
  };
};
