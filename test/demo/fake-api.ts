import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the fake api does with one request. */
export type Behaviour = 'accept' | 'unavailable' | 'drop the answer' | 'refuse';

export interface FakeApi {
  readonly url: string;
  /** Ids of the events in the order in which they were first accepted. */
  readonly accepted: readonly string[];
  /** Size of each POST. */
  readonly posts: readonly number[];
  /** How many events were told again. */
  readonly duplicates: () => number;
  stop(): Promise<void>;
}

/** An api that accepts events over real HTTP and behaves as it is told, request by request. */
export const startFakeApi = async (behave: (request: number) => Behaviour = () => 'accept'): Promise<FakeApi> => {
  const accepted: string[] = [];
  const posts: number[] = [];
  let requests = 0;
  let duplicates = 0;
  const server = createServer((request, response) => {
    void read(request).then((events) => {
      const behaviour = behave(requests++);
      if (behaviour === 'unavailable') return response.writeHead(503).end();
      if (behaviour === 'refuse') return response.writeHead(401).end('{"error":"unknown key"}');
      posts.push(events.length);
      const fates = events.map(({ id }) => {
        if (!accepted.includes(id)) return accepted.push(id) && { id, fate: 'applied' };
        duplicates++;
        return { id, fate: 'duplicate' };
      });
      if (behaviour === 'drop the answer') return request.socket.destroy();
      return response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify({ events: fates }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted,
    posts,
    duplicates: () => duplicates,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const read = async (request: IncomingMessage): Promise<{ readonly id: string }[]> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as { readonly id: string }[];
};
