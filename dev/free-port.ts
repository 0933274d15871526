import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ranges that systems give to outgoing connections (Linux 32768, others 49152): whoever listens
 * here can stop and start again, and no connection of another process sits on the port meanwhile.
 */
const [lowest, beyond] = [20_000, 32_768];

/** A TCP port of 127.0.0.1 that is free now: `wanted` when it is, else another one. */
export const freePort = async (wanted = 0): Promise<number> => {
  if (wanted !== 0 && (await isFree(wanted))) return wanted;
  let port = randomInt(lowest, beyond);
  while (!(await isFree(port))) port = randomInt(lowest, beyond);
  return port;
};

const isFree = async (port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
