import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore, type Options, rateLimit } from 'express-rate-limit';
import { Problem } from '../http/problem.ts';

/** How many requests a minute one process takes. */
export interface RequestLimits {
  /** Of one key that came in. */
  readonly perKey: number;
  /** Of one browser key, from all browsers that use it. */
  readonly pagesPerKey: number;
  /** Of one address, with browser keys. */
  readonly pagesPerAddress: number;
  /** Of one address, to pages and probes that ask for no key. */
  readonly perAddress: number;
  /** Refused at a door (401), of one address; the next ones are not looked at. */
  readonly failures: number;
}

const windowMs = 60_000;

/** Keys remembered as good, so that a stranger behind the same address cannot shut their owner out. */
const mostKnown = 10_000;

/** An address as limits count it: IPv6 by its /56, which one household has. */
export const addressOf = (request: Request): string => ipKeyGenerator(request.ip ?? 'unknown', 56);

/** Answers 429 to what goes over the limit, counted by `keyGenerator` in this process. */
export const limitRequests = (limit: number, more: Partial<Options>): RequestHandler =>
  rateLimit({
    windowMs,
    limit,
    legacyHeaders: false,
    standardHeaders: false,
    // Its warnings go to the console; ours are in the log of `warnOfProxy`.
    validate: false,
    handler: (_request, _response, next) => next(tooMany(limit)),
    ...more,
  });

/** Retry-After is a whole window: whoever waits for it comes in. */
export const tooMany = (limit: number): Problem => {
  const message = `more than ${limit} requests in a minute; nothing of this one was taken, send it again later`;
  return new Problem(429, 'too_many_requests', message, { retryAfterSeconds: windowMs / 1000 });
};

/** Counts what is refused at the doors. */
export interface FailureLimit {
  /** Refuses an address that was refused too often; `knownBy` gives what a request shows that was good before. */
  readonly refuse: RequestHandler;
  /** Remembers that this hash of a key came in, or that it does not any more. */
  readonly remember: (hash: string, good: boolean) => void;
}

export const limitFailures = (limit: number, knownBy: (request: Request) => string | undefined): FailureLimit => {
  const failures = new MemoryStore();
  failures.init({ windowMs } as Options);
  const good = new Set<string>();
  const isKnown = (request: Request): boolean => {
    const known = knownBy(request);
    return known !== undefined && good.has(known);
  };
  const refuse: RequestHandler = async (request, response, next) => {
    const address = addressOf(request);
    const counted = await failures.get(address);
    if (counted && counted.totalHits >= limit && !isKnown(request)) throw tooMany(limit);
    response.once('finish', () => {
      if (response.statusCode === 401) void failures.increment(address);
    });
    next();
  };
  return {
    refuse,
    remember: (hash, isGood) => {
      if (!isGood) good.delete(hash);
      else if (good.size < mostKnown) good.add(hash);
    },
  };
};

/** Says once that a proxy stands before the process which it was not told of: all its visitors count as one. */
export const warnOfProxy = (logger: { warn(message: string): void }): RequestHandler => {
  let warned = false;
  return function proxyWarning(request, _response, next) {
    if (!warned && request.get('x-forwarded-for') !== undefined && request.app.get('trust proxy') === false) {
      warned = true;
      logger.warn('X-Forwarded-For came but TRUST_PROXY is not set: limits count everybody behind a proxy as one');
    }
    next();
  };
};
