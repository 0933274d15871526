import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** Loads `.env` of the current folder where there is one; variables that are set already win. */
export const loadDotEnv = (): void => {
  if (existsSync('.env')) loadEnvFile('.env');
};
