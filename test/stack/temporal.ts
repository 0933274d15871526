import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, inject } from 'vitest';
import { setUpTemporal } from '../../cli/temporal/set-up-temporal.ts';

export interface TestNamespace {
  readonly address: string;
  readonly namespace: string;
  readonly connection: Connection;
  readonly client: Client;
}

/**
 * A Temporal namespace of its own for a test file, with Relance's search attributes, on the run's one
 * server. Files that only need unique ids can use the namespace `relance` of `inject('temporalAddress')`.
 */
export const useNamespace = (): TestNamespace => {
  const state: { connection?: Connection; client?: Client } = {};
  const namespace = `test-${randomUUID()}`;
  const address = inject('temporalAddress');

  beforeAll(async () => {
    state.connection = await Connection.connect({ address });
    await setUpTemporal(state.connection, namespace);
    state.client = new Client({ connection: state.connection, namespace });
  });
  afterAll(async () => {
    await state.connection?.close();
  });
  return {
    address,
    namespace,
    get connection() {
      return state.connection!;
    },
    get client() {
      return state.client!;
    },
  };
};
