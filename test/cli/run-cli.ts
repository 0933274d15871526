import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a command as `npm run` does, with these variables and no others of ours. */
export const startCli = (
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd = root,
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } => {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), `${root}cli/${script}`, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => void (stdout += String(text)));
  child.stderr.on('data', (text) => void (stderr += String(text)));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  return { child, ended };
};

/** Runs a command to its end. */
export const runCli = async (
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd?: string,
): Promise<Ended> => startCli(script, args, environment, cwd).ended;
