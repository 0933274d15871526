import { spawn } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Candidate, FoundBinary } from '../candidate.ts';
import { temporalCliVersion } from '../version.ts';
import { cachedBinaryPath } from './in-cache.ts';
import { programOnPath } from './on-path.ts';

/** The Go module that pins Temporal's command line and server; nothing of Relance is written in Go. */
export const goModule = fileURLToPath(new URL('../go', import.meta.url));

/** Builds Temporal's command line from source (about 200 s on two cores) and keeps it in the cache folder. */
export const builtBinary: Candidate<FoundBinary> = async ({ environment, progress }) => {
  const tried = 'a build with Go';
  const go = programOnPath('go', environment);
  if (!go) return { kind: 'not-found', tried, because: 'Go is not installed' };
  const path = cachedBinaryPath(environment);
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    return { kind: 'not-found', tried, because: `the cache folder cannot be made: ${String(error)}` };
  }
  const unfinished = `${path}.${process.pid}`;
  progress(`Building Temporal ${temporalCliVersion} with Go; this takes some minutes, once …`);
  const because = await goBuild({
    go,
    target: 'github.com/temporalio/cli/cmd/temporal',
    output: unfinished,
    linkerFlags: `-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=${temporalCliVersion}`,
    environment,
    progress,
  });
  if (because) {
    rmSync(unfinished, { force: true });
    return { kind: 'not-found', tried, because };
  }
  renameSync(unfinished, path);
  return { kind: 'binary', path, from: 'a build with Go, now in the cache folder' };
};

export interface GoBuild {
  /** Path of the `go` command. */
  readonly go: string;
  /** Package named by a `tool` line of `go/go.mod`. */
  readonly target: string;
  readonly output: string;
  readonly linkerFlags?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly progress: (line: string) => void;
}

/** Builds one program of the Go module; undefined when it worked, else why it did not. */
export const goBuild = async (build: GoBuild): Promise<string | undefined> => {
  const started = Date.now();
  const output: string[] = [];
  let packages = 0;
  const child = spawn(
    build.go,
    [
      'build',
      '-v',
      '-trimpath',
      '-mod=readonly',
      '-ldflags',
      build.linkerFlags ?? '-s -w',
      '-o',
      build.output,
      build.target,
    ],
    {
      cwd: goModule,
      env: { ...build.environment, CGO_ENABLED: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const read = (chunk: Buffer): void => {
    const lines = chunk.toString().split('\n').filter(Boolean);
    packages += lines.length;
    output.push(...lines);
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const ticking = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    build.progress(`  still building: ${seconds} s, ${packages} packages and downloads`);
  }, 10_000);
  // Ctrl-C during the build must not leave the compiler working.
  const stopped = (): void => void child.kill('SIGTERM');
  process.once('exit', stopped);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return code === 0 ? undefined : `go build failed: ${output.slice(-3).join(' | ').slice(0, 400)}`;
  } catch (error) {
    return `go build could not be run: ${String(error)}`;
  } finally {
    clearInterval(ticking);
    process.removeListener('exit', stopped);
  }
};
