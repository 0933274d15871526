import type { ErrorRequestHandler, Request } from 'express';
import type { Logger } from 'pino';
import { sqlState } from '../../db/error-code.ts';
import { mayTryAgain } from '../intake/retries.ts';
import { isDatabaseAway } from './database-away.ts';
import { Problem } from './problem.ts';
import { refusedStatus } from './refused-status.ts';

/** The last handler: every error becomes an answer that tells nothing of our inside. */
export const answerErrors = (logger: Logger): ErrorRequestHandler => {
  const answerError: ErrorRequestHandler = (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = toProblem(error);
    if (problem.status >= 500) {
      logger.error({ code: problem.code, method: request.method, path: patternOf(request), error }, 'failed');
    }
    if (problem.retryAfterSeconds !== undefined) response.set('Retry-After', String(problem.retryAfterSeconds));
    if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer');
    const { code, message, flaws } = problem;
    response.status(problem.status).json({ error: { code, message, ...(flaws.length > 0 ? { fields: flaws } : {}) } });
  };
  return answerError;
};

const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (isDatabaseAway(error)) {
    const message = 'the database is away; nothing of this request is lost if you send it again';
    return new Problem(503, 'database_away', message, { retryAfterSeconds: 2, cause: error });
  }
  if (mayTryAgain(error) || tookTooLong.has(sqlState(error) ?? '')) {
    const message = 'others change the same customer; nothing of this request is lost if you send it again';
    return new Problem(503, 'busy', message, { retryAfterSeconds: 1, cause: error });
  }
  const status = refusedStatus(error);
  if (status === 413)
    return new Problem(413, 'too_large', 'the body is larger than this route takes; send less at a time');
  if (status === 415) {
    return new Problem(415, 'unsupported_encoding', 'send the body as it is, or with Content-Encoding: gzip');
  }
  if (status !== undefined) return new Problem(status, 'bad_request', 'the request cannot be read');
  return new Problem(500, 'internal', 'something went wrong on our side; send the request again', { cause: error });
};

/** A statement that was cancelled, a lock that was not had in time. */
const tookTooLong = new Set(['57014', '55P03']);

/** The route, not the path itself: a path may hold an address or a token. */
const patternOf = (request: Request): string =>
  (request.route as { readonly path?: string } | undefined)?.path ?? 'none';
