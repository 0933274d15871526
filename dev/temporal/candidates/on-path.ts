import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Candidate, FoundBinary } from '../candidate.ts';
import { whyUnusable } from '../check-binary.ts';

/** The `temporal` command line that is installed on this machine. */
export const binaryOnPath: Candidate<FoundBinary> = async ({ environment }) => {
  const path = programOnPath('temporal', environment);
  const tried = '`temporal` on the PATH';
  if (!path) return { kind: 'not-found', tried, because: 'not installed' };
  const because = await whyUnusable(path);
  if (because) return { kind: 'not-found', tried, because };
  return { kind: 'binary', path, from: `${path} (on the PATH)` };
};

/** Full path of an executable of that name, looked up in `PATH`. */
export const programOnPath = (
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined =>
  (environment['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable);

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};
