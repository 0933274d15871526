import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. Undefined for anybody else; as root the user that owns the cluster
 * already, else `postgres`, else `nobody`, so that no user has to be made.
 *
 * @throws ServerUserError as root on a system that has neither.
 */
export const serverUser = (dataFolder: string): SystemUser | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(dataFolder)) {
    const { uid, gid } = statSync(dataFolder);
    if (uid !== 0) return { uid, gid };
  }
  const user = lookUp('postgres') ?? lookUp('nobody');
  if (!user) throw new ServerUserError();
  return user;
};

/** True when `user` may run the program at `path`: folders on the way may be closed to them. */
export const canRun = (path: string, user: SystemUser): boolean =>
  spawnSync(path, ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;

/** True when `user` may enter `folder`. */
export const canEnter = (folder: string, user: SystemUser): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;

const lookUp = (name: string): SystemUser | undefined => {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return answer.status === 0 ? Number(answer.stdout) : undefined;
  });
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
};

/** Thrown as root where PostgreSQL has no user to run as. */
export class ServerUserError extends Error {
  override readonly name = 'ServerUserError';
  readonly code = 'POSTGRES_USER';
  constructor() {
    super(
      'PostgreSQL does not run as root, and this system has neither a user `postgres` nor `nobody`. ' +
        'Run as another user, or set DATABASE_URL to a server of your own.',
    );
  }
}
