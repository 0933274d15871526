import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

test('every dependency is pinned to one exact version', () => {
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test('all Temporal packages have the same version', () => {
  const temporal = versions.filter(([name]) => name.startsWith('@temporalio/')).map(([, version]) => version);
  expect(new Set(temporal).size).toBe(1);
});

test('Temporal packages share one protobufjs, without which recorded histories do not replay', () => {
  const ours = require.resolve('protobufjs');
  for (const name of ['@temporalio/common', '@temporalio/proto', '@temporalio/worker']) {
    expect(require.resolve('protobufjs', { paths: [require.resolve(name)] }), name).toBe(ours);
  }
});

test('the lock file names no server', () => {
  const lock = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
  expect(lock).not.toMatch(/"resolved":/);
});
