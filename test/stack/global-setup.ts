import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '../../db/migrate.ts';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded.ts';
import { databaseUrl } from './database-url.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL server of this test run. */
    postgresUrl: string;
  }
}

/** One PostgreSQL server for the whole run, with a migrated template that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startEmbeddedPostgres({
    folder: mkdtempSync(join(tmpdir(), 'relance-test-postgres-')),
    throwAway: true,
    settings: ['fsync=off', 'synchronous_commit=off', 'max_connections=300'],
  });
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  await admin.unsafe('create database relance_template');
  await migrateDatabase(databaseUrl(server.url, 'relance_template'));
  await admin.end();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}
