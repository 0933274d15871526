import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What bench/scoring/time-lifetimes.py prints: seconds by what was done, and the sum of the orders that it expects. */
export type LifetimesTimes = Readonly<Record<string, number>>;

/**
 * Installs the Python package lifetimes 0.11.3 into an environment of its own in the temporary folder, runs it on the
 * three files and removes it again. `python` is an interpreter that has it already. Undefined, with the reason on
 * standard error, when this machine has no Python or cannot get the package.
 */
export const runLifetimes = (files: readonly string[], python?: string): LifetimesTimes | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'relance-lifetimes-'));
  try {
    const interpreter = python ?? install(folder);
    const script = fileURLToPath(new URL('time-lifetimes.py', import.meta.url));
    return JSON.parse(execFileSync(interpreter, [script, ...files], { encoding: 'utf8' })) as LifetimesTimes;
  } catch (error) {
    console.error(`lifetimes could not be run here: ${(error as Error).message.split('\n', 1)[0]}`);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const install = (folder: string): string => {
  console.error('Installing lifetimes 0.11.3 into a temporary environment …');
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' });
  const interpreter = join(folder, 'bin', 'python');
  execFileSync(interpreter, ['-m', 'pip', 'install', '--quiet', 'lifetimes==0.11.3'], { stdio: 'pipe' });
  return interpreter;
};
