import type { TestProject } from 'vitest/node';
import { startPostgres } from '../stack/postgres.ts';

/** One PostgreSQL for all copies: mistakes are planted in what runs, and the tables are as they are. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
};
