import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { connectDatabase, type DatabaseConnection } from '../../db/client.ts';
import { databaseUrl } from './database-url.ts';

/** A migrated, empty database of its own for a test file; dropped after it. */
export const useDatabase = (): { readonly connection: DatabaseConnection; readonly url: string } => {
  const state: { connection?: DatabaseConnection; url?: string } = {};
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} });

  beforeAll(async () => {
    await admin.unsafe(`create database ${name} template relance_template`);
    state.url = databaseUrl(inject('postgresUrl'), name);
    state.connection = connectDatabase(state.url);
  });
  afterAll(async () => {
    await state.connection?.close();
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end();
  });
  return {
    get connection() {
      return state.connection!;
    },
    get url() {
      return state.url!;
    },
  };
};
