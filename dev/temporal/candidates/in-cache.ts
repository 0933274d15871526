import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../cache-folder.ts';
import type { Candidate, FoundBinary } from '../candidate.ts';
import { whyUnusable } from '../check-binary.ts';
import { temporalCliVersion } from '../version.ts';

/** Where a downloaded or built copy is kept. */
export const cachedBinaryPath = (environment: Readonly<Record<string, string | undefined>>): string =>
  join(cacheFolder(environment), `temporal-${temporalCliVersion}`, 'temporal');

/** The copy that an earlier start downloaded or built. */
export const binaryInCache: Candidate<FoundBinary> = async ({ environment }) => {
  const path = cachedBinaryPath(environment);
  const tried = 'a copy in the cache folder';
  if (!existsSync(path)) return { kind: 'not-found', tried, because: `${path} does not exist` };
  const because = await whyUnusable(path);
  if (because) return { kind: 'not-found', tried, because: `${because}; delete it to have it made again` };
  return { kind: 'binary', path, from: 'the cache folder' };
};
