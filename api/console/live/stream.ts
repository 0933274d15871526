import type { RequestHandler } from 'express';
import type { Watch } from './watch.ts';

/** Silence after which proxies close a connection, halved. */
const heartbeatMillis = 25_000;

/**
 * Server-sent events: says *that* something changed, never what; the page then asks for itself again.
 * `closing` ends every stream, so that the process can stop at once.
 */
export const streamChanges =
  (watch: Watch, closing?: AbortSignal): RequestHandler =>
  (request, response) => {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write('retry: 2000\n\n');
    const stop = watch((change) => response.write(`event: ${change}\ndata: \n\n`));
    const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMillis);
    const end = (): void => {
      stop();
      clearInterval(heartbeat);
      response.end();
    };
    closing?.addEventListener('abort', end, { once: true });
    request.once('close', () => {
      closing?.removeEventListener('abort', end);
      end();
    });
  };
