import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectFolder } from '../../../dev/data/folders.ts';
import { type Outcome, outcomeOf, type Results } from './outcome.ts';

/**
 * Runs test files once, with the settings of `npm test`.
 *
 * @param files from the root of the project.
 * @param log file for all that they say; their results are written beside it.
 */
export const runPass = async (
  seed: number,
  { files, log }: { readonly files: readonly string[]; readonly log: string },
): Promise<Outcome> => {
  const results = log.replace(/\.log$/u, '.json');
  mkdirSync(dirname(log), { recursive: true });
  rmSync(results, { force: true });
  const output = openSync(log, 'w');
  const vitest = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('files-child.ts', import.meta.url)), results, ...files],
    { cwd: projectFolder, env: { ...process.env, RELANCE_SEED: String(seed) }, stdio: ['ignore', output, output] },
  );
  const stop = (): void => void vitest.kill();
  process.once('exit', stop);
  const [code] = (await once(vitest, 'exit')) as [number | null];
  process.off('exit', stop);
  closeSync(output);
  const written = existsSync(results) ? (JSON.parse(readFileSync(results, 'utf8')) as Results) : undefined;
  return outcomeOf(written, { asked: files, root: projectFolder, code: code ?? 1 });
};
