import { spawnSync } from 'node:child_process';
import { projectFolder } from '../../../dev/data/folders.ts';

/** The commit of the working copy, with `+` when files differ from it; `unknown` without git. */
export const checkedOutCommit = (): string => {
  const commit = git('rev-parse', '--short', 'HEAD');
  return commit === undefined ? 'unknown' : `${commit}${git('status', '--porcelain') ? '+' : ''}`;
};

const git = (...args: string[]): string | undefined => {
  const { status, stdout } = spawnSync('git', args, { cwd: projectFolder, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
};
