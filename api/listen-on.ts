import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves `handler`; ends when it listens, fails when the port is taken. */
export const listenOn = async (
  handler: RequestListener,
  address: { readonly host: string; readonly port: number },
): Promise<Server> => {
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return server;
};

/** The port that a server got. */
export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** Stops taking requests and ends when those in work are answered, or after `graceMillis`. */
export const drain = async (server: Server, graceMillis: number): Promise<void> => {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMillis);
  await closed;
  clearTimeout(timer);
};
