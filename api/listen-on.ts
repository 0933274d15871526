import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * How long and how large a request may be, whatever its route: a slow or endless one holds its connection no
 * longer. An idle connection outlives the 60 s after which load balancers commonly let go of theirs.
 */
const limits: ServerOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
};

/** Serves `handler`; ends when it listens, fails when the port is taken. */
export const listenOn = async (
  handler: RequestListener,
  address: { readonly host: string; readonly port: number },
  options: ServerOptions = {},
): Promise<Server> => {
  const server = createServer({ ...limits, ...options }, handler);
  server.maxHeadersCount = 100;
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
