import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Listens and never takes a connection: its thread sleeps for ever. */
const program = `
const server = require('node:net').createServer();
server.listen({ port: Number(process.argv[2]), host: '127.0.0.1', backlog: 1 }, () =>
  process.send('listening', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)));
`;

/**
 * A machine that does not answer: whoever connects to the port waits, and not a byte of theirs is read. A
 * process that calls it is thus held between its decision to call and the call.
 */
export const startDeafServer = async (port: number): Promise<{ stop(): Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'relance-test-deaf-'));
  const file = join(folder, 'deaf.cjs');
  writeFileSync(file, program);
  const child = fork(file, [String(port)], { stdio: 'ignore', execArgv: [] });
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the deaf server on port ${port} ended with ${code}`)));
  });
  // The kernel completes a few connections by itself; once its queue is full, the next ones wait.
  const fillers: Socket[] = Array.from({ length: 8 }, () => connect({ port, host: '127.0.0.1' }));
  for (const filler of fillers) filler.on('error', () => {});
  return {
    stop: async () => {
      for (const filler of fillers) filler.destroy();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
