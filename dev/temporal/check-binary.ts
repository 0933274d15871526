import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isOlder, oldestServer, readServerVersion } from './version.ts';

const run = promisify(execFile);

/** Why the program at `path` cannot be used, or undefined when it can. */
export const whyUnusable = async (path: string): Promise<string | undefined> => {
  let output: string;
  try {
    output = (await run(path, ['--version'], { timeout: 20_000 })).stdout;
  } catch (error) {
    return `${path} --version fails: ${firstLine(error)}`;
  }
  const version = readServerVersion(output);
  if (!version) return `${path} does not say which server it has: ${output.trim().split('\n')[0] ?? ''}`;
  if (isOlder(version, oldestServer)) {
    return `${path} has server ${version.join('.')}; ${oldestServer.join('.')} or newer is needed`;
  }
  return undefined;
};

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim().split('\n')[0] ?? '';
