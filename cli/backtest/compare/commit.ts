import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../../dev/data/folders.ts';
import { BacktestOptionError } from '../programme.ts';

const git = (...args: readonly string[]): Buffer =>
  execFileSync('git', args, { cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 256 * 1024 * 1024 });

/**
 * The registry of the journeys as they were at a commit, with the rules of time and words that they import: taken out
 * of git into a folder of the project, so that what they import is found.
 *
 * @throws BacktestOptionError when git knows no such commit.
 */
export const versionOfCommit = (name: string): string => {
  let commit: string;
  try {
    commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`).toString().trim();
  } catch (error) {
    throw new BacktestOptionError(
      `${name} is no policy (.json), no registry of journeys (.ts), no commit, and not the word now.`,
      { cause: error },
    );
  }
  const folder = join(projectFolder, '.relance/versions', commit);
  const registry = join(folder, 'workflows/index.ts');
  if (existsSync(registry)) return registry;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  execFileSync('tar', ['-x', '-C', draft], { input: git('archive', commit, 'workflows', 'domain') });
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  return registry;
};
