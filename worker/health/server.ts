import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HealthServer {
  readonly port: number;
  stop(): Promise<void>;
}

export interface HealthOptions {
  readonly port: number;
  /** What is missing for work to be done; empty when ready. */
  readonly missing: () => Promise<readonly string[]>;
}

/** `GET /health` says that the process lives; `GET /ready` that Temporal sees it poll all of its queues. */
export const startHealthServer = async ({ port, missing }: HealthOptions): Promise<HealthServer> => {
  const server = createServer((request, response) => {
    if (request.url === '/health') answer(response, 200, { status: 'ok' });
    else if (request.url === '/ready') {
      missing().then(
        (parts) =>
          answer(response, parts.length === 0 ? 200 : 503, {
            status: parts.length === 0 ? 'ready' : 'not ready',
            missing: parts,
          }),
        () => answer(response, 503, { status: 'not ready', missing: ['temporal'] }),
      );
    } else answer(response, 404, { status: 'not found' });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
