import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../cache-folder.ts';
import { canEnter, serverUser } from '../postgres/server-user.ts';

/** Where one stack keeps what must survive it. */
export interface Folders {
  /** Holds `stack.json`, which tells scripts the addresses. */
  readonly root: string;
  /** The demo's state, or one's own shop's: apart, since the demo has a clock of its own. */
  readonly state: string;
  readonly logs: string;
  readonly postgres: string;
  readonly temporal: string;
}

/** The folder of this project. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/**
 * `.relance` in the project; where that cannot be written, a folder of the project's in the user's cache.
 * As root PostgreSQL runs as another user: where that user cannot enter, its cluster goes to /var/lib.
 */
export const openFolders = (
  wanted: string | undefined,
  kind: 'demo' | 'own',
  environment: Readonly<Record<string, string | undefined>>,
): Folders => {
  const root = openRoot(wanted, environment);
  const state = join(root, kind);
  const logs = join(state, 'logs');
  for (const folder of [state, logs]) mkdirSync(folder, { recursive: true, mode: 0o755 });
  return {
    root,
    state,
    logs,
    postgres: join(postgresParent(root, state, kind), 'postgres'),
    temporal: join(state, 'temporal'),
  };
};

const openRoot = (wanted: string | undefined, environment: Readonly<Record<string, string | undefined>>): string => {
  const inProject = resolve(projectFolder, '.relance');
  const candidates = wanted
    ? [resolve(wanted)]
    : [inProject, join(cacheFolder(environment), `data-${hashOf(projectFolder)}`)];
  for (const folder of candidates) if (isWritable(folder)) return folder;
  throw new DataFolderError(candidates);
};

const isWritable = (folder: string): boolean => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

const postgresParent = (root: string, state: string, kind: string): string => {
  const user = serverUser(join(state, 'postgres', 'data'));
  if (!user || canEnter(state, user)) return state;
  return `/var/lib/relance/${hashOf(root)}/${kind}`;
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Thrown when no folder for data can be written. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
  readonly code = 'DATA_FOLDER';
  constructor(tried: readonly string[]) {
    super(`No folder for data can be written: ${tried.join(', ')}. Name one with \`npm start -- --folder <path>\`.`);
  }
}
