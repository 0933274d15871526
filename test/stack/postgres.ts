import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { migrateDatabase } from '../../db/migrate.ts';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded.ts';
import { databaseUrl } from './database-url.ts';

/** A PostgreSQL server for one run of tests, with a migrated template database that each test file copies. */
export const startPostgres = async (): Promise<{ url: string; stop(): Promise<void> }> => {
  const server = await startEmbeddedPostgres({
    folder: mkdtempSync(join(tmpdir(), 'relance-test-postgres-')),
    throwAway: true,
    settings: ['fsync=off', 'synchronous_commit=off', 'max_connections=300'],
  });
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  try {
    await admin.unsafe('create database relance_template');
    await migrateDatabase(databaseUrl(server.url, 'relance_template'));
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    await admin.end();
  }
  return server;
};
