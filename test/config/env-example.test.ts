import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { readApiConfig } from '../../config/api.ts';
import { readStackConfig } from '../../config/stack.ts';
import { readTemporalConfig } from '../../config/temporal.ts';
import { apiVariables, codecServerVariables, stackVariables, workerVariables } from '../../config/variables.ts';
import { readWorkerConfig } from '../../config/worker.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(`${root}/.env.example`, 'utf8');
const example = new Map(
  text
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);
const ours: Readonly<Record<string, z.ZodType>> = {
  ...codecServerVariables,
  ...apiVariables,
  ...workerVariables,
  ...stackVariables,
};

test('every variable is in .env.example, with its default', () => {
  for (const [name, schema] of Object.entries(ours)) {
    expect([...example.keys()]).toContain(name);
    const standard = schema.safeParse(undefined);
    const value = standard.success && standard.data !== undefined ? `${standard.data as string | number}` : '';
    expect(example.get(name), name).toBe(value);
  }
});

test('.env.example names nothing that is not read', () => {
  const envconfig = fileURLToPath(new URL('node_modules/@temporalio/envconfig/lib', `file://${root}/`));
  const standard = readdirSync(envconfig)
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(`${envconfig}/${file}`, 'utf8'))
    .join('');
  for (const name of example.keys()) {
    expect(name in ours || standard.includes(`'${name}'`), `${name} is read by nobody`).toBe(true);
  }
});

test('every variable is explained by the comment above it', () => {
  for (const block of text.split('\n\n').filter((part) => /^[A-Z]/m.test(part))) expect(block).toMatch(/^# .+/);
});

test('no file outside config and the entry points reads a variable that is not in .env.example', () => {
  const known = new Set([...example.keys(), 'HOME', 'XDG_CACHE_HOME', 'PATH', 'CHROME_PATH', 'CI', 'NODE_ENV']);
  const folders = ['config', 'api', 'worker', 'cli', 'db', 'activities', 'dev'];
  for (const file of folders.flatMap((folder) => sources(`${root}/${folder}`))) {
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/env(?:ironment)?\[?\.?'?([A-Z][A-Z_]{3,})/g)) {
      expect(known, `${name} in ${file}`).toContain(name);
    }
  }
});

test('the values of .env.example are right, once the database is named', () => {
  const environment = { ...Object.fromEntries(example), DATABASE_URL: 'postgres://localhost/relance' };
  expect(readApiConfig(environment).api.port).toBe(3000);
  expect(readWorkerConfig(environment).resend).toBeUndefined();
  expect(readStackConfig({ ...environment, DATABASE_URL: '' }).databaseUrl).toBeUndefined();
  expect(readTemporalConfig({ ...environment, TEMPORAL_CONFIG_FILE: '/missing' }).namespace).toBe('relance');
});

const sources = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`);
