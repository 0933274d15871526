import { existsSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../../dev/cache-folder.ts';
import { goBuild } from '../../dev/temporal/candidates/go-build.ts';
import { programOnPath } from '../../dev/temporal/candidates/on-path.ts';
import { findTemporalBinary } from '../../dev/temporal/find.ts';

const progress = (line: string): void => console.log(line);

/**
 * Puts the programs of Temporal's images into `folder`, by their names there: `temporal`, `temporal-server`,
 * `temporal-sql-tool`. Built from the Go module where the cache folder does not have them.
 *
 * @throws Error where they would have to be built and Go is missing.
 */
export const placePrograms = async (folder: string, version: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const programs = [
    ['temporal', (await findTemporalBinary({ environment: process.env, progress })).path],
    ['temporal-server', await built('temporal-server', 'go.temporal.io/server/cmd/server', version)],
    ['temporal-sql-tool', await built('temporal-sql-tool', 'go.temporal.io/server/cmd/tools/sql', version)],
  ] as const;
  for (const [name, path] of programs) symlinkSync(path, join(folder, name));
};

const built = async (name: string, target: string, version: string): Promise<string> => {
  const path = join(cacheFolder(process.env), `temporal-server-${version}`, name);
  if (existsSync(path)) return path;
  const go = programOnPath('go', process.env);
  if (!go) throw new Error(`${name} has to be built, and Go is not installed: https://go.dev/dl`);
  progress(`Building ${name} ${version} with Go …`);
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  const because = await goBuild({ go, target, output: unfinished, environment: process.env, progress });
  if (because) throw new Error(because);
  renameSync(unfinished, path);
  return path;
};
