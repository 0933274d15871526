import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { defaultNamespace } from '../../../config/temporal.ts';
import { freePort } from '../../../dev/free-port.ts';
import { findTemporalBinary } from '../../../dev/temporal/find.ts';
import { type RunningTemporal, startTemporalServer } from '../../../dev/temporal/server.ts';

export interface CastTemporal {
  readonly address: string;
  readonly port: number;
  readonly client: Client;
  /** Ends the server as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same file and port. */
  start(): Promise<void>;
}

/** A Temporal dev server of its own that keeps its state in a file. */
export const openTemporal = async (
  folder: string,
  defer: (undo: () => Promise<void>) => void,
  progress: (line: string) => void,
): Promise<CastTemporal> => {
  const { path: binary } = await findTemporalBinary({ environment: process.env, progress });
  const port = await freePort();
  const begin = async (): Promise<RunningTemporal> =>
    startTemporalServer({ binary, folder, file: join(folder, 'temporal.db'), port, ui: false });
  let server = await begin();
  defer(() => server.stop());
  const connection = Connection.lazy({ address: server.address });
  defer(() => connection.close());
  return {
    address: server.address,
    port,
    client: new Client({ connection, namespace: defaultNamespace }),
    kill: async () => {
      process.kill(server.pid, 'SIGKILL');
      await server.ended;
    },
    start: async () => {
      for (let tries = 0; (await freePort(port)) !== port; tries++) {
        if (tries > 100) throw new Error(`port ${port} of Temporal was taken by somebody else`);
        await wait(50);
      }
      server = await begin();
    },
  };
};
