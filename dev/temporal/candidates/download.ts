import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Candidate, FoundBinary } from '../candidate.ts';
import { temporalCliVersion } from '../version.ts';
import { cachedBinaryPath } from './in-cache.ts';

/**
 * The Temporal SDK's own download, kept in the cache folder. The SDK has no call that only downloads: it
 * starts a server from what it fetched, which is stopped again at once.
 */
export const downloadedBinary: Candidate<FoundBinary> = async ({ environment, progress }) => {
  const tried = "the Temporal SDK's download";
  const path = cachedBinaryPath(environment);
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    return { kind: 'not-found', tried, because: `the cache folder cannot be made: ${String(error)}` };
  }
  progress(`Downloading Temporal ${temporalCliVersion} …`);
  let failure: unknown;
  try {
    // Loaded here only: the native library takes a second that every other start saves.
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const server = await TestWorkflowEnvironment.createLocal({
      server: {
        executable: { type: 'cached-download', version: `v${temporalCliVersion}`, downloadDir: folder },
        log: { format: 'pretty', level: 'error' },
      },
    });
    await server.teardown();
  } catch (error) {
    failure = error;
  }
  // A slow machine may miss the SDK's five seconds for starting; the file is good nevertheless.
  const file = readdirSync(folder).find((name) => /^temporal-.*\d$/.test(name));
  if (!file) return { kind: 'not-found', tried, because: reason(failure) };
  renameSync(join(folder, file), path);
  return { kind: 'binary', path, from: 'a download, now in the cache folder' };
};

const reason = (failure: unknown): string => {
  const text = failure instanceof Error ? failure.message : String(failure);
  return `failed (${text.split('\n').join(' ').slice(0, 160)})`;
};
