import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { freePort } from '../../../dev/free-port.ts';
import { temporalCliVersion } from '../../../dev/temporal/version.ts';

/** A machine with nothing on it: empty PATH and cache, and no way to the download. */
let machine: { readonly folder: string; readonly path: string; readonly cache: string; readonly silent: string };

beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'relance-find-'));
  const path = join(folder, 'bin');
  mkdirSync(path);
  machine = { folder, path, cache: join(folder, 'cache'), silent: `127.0.0.1:${await freePort()}` };
});
afterEach(() => rmSync(machine.folder, { recursive: true, force: true }));

interface Search {
  readonly found: unknown;
  readonly messages: string;
  readonly seconds: number;
}

const search = async (environment: Record<string, string> = {}, usualAddress = machine.silent): Promise<Search> => {
  const started = performance.now();
  const script = fileURLToPath(new URL('./find-in-subprocess.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script, usualAddress], {
    env: {
      PATH: machine.path,
      HOME: machine.folder,
      XDG_CACHE_HOME: machine.cache,
      // Nobody listens there: the download is refused at once, on any machine.
      HTTPS_PROXY: 'http://127.0.0.1:9',
      ...environment,
    },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => void (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => void (output.stderr += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return {
    found: output.stdout ? JSON.parse(output.stdout) : undefined,
    messages: output.stderr,
    seconds: (performance.now() - started) / 1000,
  };
};

/** Writes a program; `/bin/sh` has all that it needs without a PATH. */
const program = (file: string, ...lines: readonly string[]): string => {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 });
  return file;
};

const version = (server: string): string => `echo 'temporal version 1.0.0 (Server ${server}, UI 2.50.1)'`;
const cached = (): string => join(machine.cache, 'relance', `temporal-${temporalCliVersion}`, 'temporal');

test('TEMPORAL_ADDRESS comes before everything else', async () => {
  program(join(machine.path, 'temporal'), version('1.31.2'));
  const address = inject('temporalAddress');
  const { found } = await search({ TEMPORAL_ADDRESS: address });
  expect(found).toEqual({ kind: 'server', address, from: 'TEMPORAL_ADDRESS' });
});

test('a TEMPORAL_ADDRESS that does not answer is an error, not a reason to look elsewhere', async () => {
  program(join(machine.path, 'temporal'), version('1.31.2'));
  const { found, messages } = await search({ TEMPORAL_ADDRESS: machine.silent });
  expect(found).toBeUndefined();
  expect(messages).toContain(`TEMPORAL_ADDRESS is ${machine.silent}, but no Temporal server answers there`);
  expect(messages).toContain('or unset TEMPORAL_ADDRESS, and one is started here');
});

test('a server on the usual port is used', async () => {
  const address = inject('temporalAddress');
  const { found } = await search({}, address);
  expect(found).toMatchObject({ kind: 'server', address });
});

test('something else on the usual port is passed by', async () => {
  const other = createServer((_request, response) => response.end('hello'));
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve);
  });
  const path = program(join(machine.path, 'temporal'), version('1.31.2'));
  const { found } = await search({}, `127.0.0.1:${(other.address() as AddressInfo).port}`);
  expect(found).toMatchObject({ kind: 'binary', path });
  other.closeAllConnections();
  other.close();
});

test('an installed command line comes before the cache', async () => {
  const path = program(join(machine.path, 'temporal'), version('1.31.2'));
  program(cached(), version('1.31.2'));
  expect((await search()).found).toMatchObject({ kind: 'binary', path });
});

test.for([
  ['too old', version('1.20.0'), 'has server 1.20; 1.29 or newer is needed'],
  ['broken', 'exit 3', '--version fails'],
  ['something else', 'echo hello', 'does not say which server it has: hello'],
] as const)('an installed command line that is %s is passed by', async ([, line]) => {
  program(join(machine.path, 'temporal'), line);
  const path = program(cached(), version('1.31.2'));
  expect((await search()).found).toEqual({ kind: 'binary', path, from: 'the cache folder' });
});

test('without a download Temporal is built with Go, from the pinned module, into the cache', async () => {
  const record = join(machine.folder, 'record');
  program(
    join(machine.path, 'go'),
    `printf '%s\\n' "$@" > ${record}`,
    `pwd >> ${record}`,
    'while [ "$1" != "-o" ]; do shift; done',
    'echo made > "$2"',
  );
  const { found, messages } = await search();
  expect(found).toEqual({ kind: 'binary', path: cached(), from: 'a build with Go, now in the cache folder' });
  expect(readFileSync(cached(), 'utf8')).toBe('made\n');
  expect(messages).toContain(`Building Temporal ${temporalCliVersion} with Go; this takes some minutes, once`);
  const built = readFileSync(record, 'utf8');
  expect(built).toContain('-mod=readonly');
  expect(built).toContain('github.com/temporalio/cli/cmd/temporal');
  expect(built).toContain('dev/temporal/go');
});

test('a build that fails leaves nothing in the cache', async () => {
  program(join(machine.path, 'go'), 'echo "no space left" >&2', 'exit 1');
  const { found, messages } = await search();
  expect(found).toBeUndefined();
  expect(messages).toContain('a build with Go: go build failed: no space left');
  expect(existsSync(cached())).toBe(false);
});

test('where nothing can be had, one screen says what was tried and the three ways out, at once', async () => {
  const { found, messages, seconds } = await search();
  expect(found).toBeUndefined();
  const order = [
    'TEMPORAL_ADDRESS: not set',
    `a server on ${machine.silent}: no Temporal answers there`,
    '`temporal` on the PATH: not installed',
    `a copy in the cache folder: ${cached()} does not exist`,
    "the Temporal SDK's download: failed",
    'a build with Go: Go is not installed',
    '1. Install the Temporal command line',
    '2. Install Go',
    '3. Name a server that runs elsewhere',
  ].map((line) => messages.indexOf(line));
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(messages.split('\n').length).toBeLessThan(24);
  expect(seconds).toBeLessThan(20);
});

test('what is wrong with each candidate is said', async () => {
  program(join(machine.path, 'temporal'), version('1.20.0'));
  program(cached(), 'exit 3');
  const { messages } = await search();
  expect(messages).toContain('has server 1.20; 1.29 or newer is needed');
  expect(messages).toContain('delete it to have it made again');
});

test('the Go module pins the version that is named', () => {
  const module = readFileSync(new URL('../../../dev/temporal/go/go.mod', import.meta.url), 'utf8');
  expect(module).toContain(`github.com/temporalio/cli v${temporalCliVersion}`);
  expect(module).toContain('go.temporal.io/server/cmd/server');
  expect(module).toContain('go.temporal.io/server/cmd/tools/sql');
});
