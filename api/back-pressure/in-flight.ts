import type { Request, RequestHandler } from 'express';
import { Problem } from '../http/problem.ts';

/** What one process has in work at a time, at most. */
export interface InFlightLimits {
  readonly requests: number;
  /** Of bodies, as their headers announce them. */
  readonly bytes: number;
}

/** What a body may hold that does not announce its length, or inflates: about the routes' limit. */
const unannounced = 2_000_000;

/**
 * Refuses a request before its body is read while too much is in work: memory stays bounded, and those in work
 * are answered in time. One request is always let in.
 */
export const limitInFlight = (limits: InFlightLimits): RequestHandler => {
  let requests = 0;
  let bytes = 0;
  return function refuseOverload(request, response, next) {
    const weight = weigh(request);
    if (requests >= limits.requests || (requests > 0 && bytes + weight > limits.bytes)) {
      const message = 'too many requests are in work; nothing of this one was taken, send it again';
      throw new Problem(503, 'overloaded', message, { retryAfterSeconds: 1 });
    }
    requests += 1;
    bytes += weight;
    response.once('close', () => {
      requests -= 1;
      bytes -= weight;
    });
    next();
  };
};

const weigh = (request: Request): number => {
  if (request.get('transfer-encoding') !== undefined) return unannounced;
  const length = Number(request.get('content-length') ?? 0);
  return request.get('content-encoding') === undefined ? length : Math.max(length, unannounced);
};
