import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  apiVariables,
  codecServerVariables,
  retentionVariables,
  stackVariables,
  workerVariables,
} from '../../config/variables.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}/docs/security.md`, 'utf8');
const code = [...page.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text!);

test('every file that docs/security.md calls as a witness is there', () => {
  const paths = code.filter((text) => /^[a-z][\w./-]*\/[\w./-]*$/.test(text));
  expect(paths.length).toBeGreaterThan(15);
  const folder = 'test/privacy/';
  const missing = paths.filter((path) => !existsSync(`${root}/${path}`) && !existsSync(`${root}/${folder}${path}`));
  expect(missing).toEqual([]);
});

test('every command and variable that it names exists', () => {
  const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { scripts: Record<string, string> };
  const commands = [...page.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
  expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  const variables = { ...apiVariables, ...workerVariables, ...codecServerVariables, ...stackVariables };
  const known = [...Object.keys(variables), ...Object.keys(retentionVariables)];
  const named = code.flatMap((text) => /^[A-Z][A-Z_]{5,}(?==|$)/.exec(text)?.[0] ?? []);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});
