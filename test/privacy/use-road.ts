import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { defaultNamespace } from '../../config/temporal.ts';
import { type RunningTemporal, startTemporalServer } from '../../dev/temporal/server.ts';
import type { DemoClock } from '../../domain/time/clock.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { addStore, store } from '../api/intake-server.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { useDatabase } from '../stack/database.ts';
import { anyHour, plantPolicy } from '../stack/policy.ts';
import { type ProcessOptions, useProcesses } from '../worker/processes.ts';

/** The store's clock runs this much faster: an hour of a journey takes two seconds, and a message is useful for 24. */
const rate = 1_800;

/**
 * The whole road for a test file: a database, a Temporal server of its own on a file, the fake provider, a
 * store with a key; api and worker processes are started by the test.
 */
export const useRoad = () => {
  const database = useDatabase();
  const processes = useProcesses();
  const folder = mkdtempSync(join(tmpdir(), 'relance-test-road-'));
  const temporalFile = join(folder, 'temporal.db');
  const key = makeApiKey();
  const now = toInstant(Date.now());
  const clock: DemoClock = { real: now, demo: now, rate };
  const state: { temporal?: RunningTemporal; connection?: Connection; client?: Client; fake?: FakeResend } = {};
  let told = 0;

  beforeAll(async () => {
    state.temporal = await startTemporalServer({
      binary: inject('temporalBinary'),
      folder,
      file: temporalFile,
      ui: false,
    });
    state.connection = await Connection.connect({ address: state.temporal.address });
    state.client = new Client({ connection: state.connection, namespace: defaultNamespace });
    state.fake = await startFakeResend();
    await addStore(database.connection.db, store, key);
    await plantPolicy(database.connection.db, store, anyHour);
  });
  afterAll(async () => {
    await state.connection?.close();
    await state.fake?.stop();
    await state.temporal?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    database,
    processes,
    folder,
    temporalFile,
    key,
    clock,
    get db() {
      return database.connection.db;
    },
    get client() {
      return state.client!;
    },
    get temporal() {
      return state.temporal!;
    },
    get fake() {
      return state.fake!;
    },
    /** For api and worker processes; `environment` goes over what the road needs. */
    options: (environment: Readonly<Record<string, string>> = {}): ProcessOptions => ({
      databaseUrl: database.url,
      temporalAddress: state.temporal!.address,
      namespace: defaultNamespace,
      environment: {
        RELANCE_CLOCK: JSON.stringify(clock),
        RESEND_API_KEY: 're_test_road',
        RESEND_BASE_URL: state.fake!.url,
        PROVIDER_TIMEOUT_MS: '2000',
        ...environment,
      },
    }),
    /** The store's time. */
    now: () => new Date(Date.parse(clock.demo) + (Date.now() - Date.parse(clock.real)) * rate),
    /** Posts events to an api process; each must be accepted. */
    tell: async (api: { readonly url: string }, events: readonly Readonly<Record<string, unknown>>[]) => {
      const at = new Date(Date.parse(clock.demo) + (Date.now() - Date.parse(clock.real)) * rate).toISOString();
      const body = events.map((event) => ({ id: `road-${(told += 1)}`, occurredAt: at, ...event }));
      const response = await fetch(`${api.url}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(202);
      const answer = (await response.json()) as { events: { id: string; fate: string }[] };
      expect(answer.events.filter(({ fate }) => fate === 'invalid')).toEqual([]);
      return answer.events;
    },
  };
};
