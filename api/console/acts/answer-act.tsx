import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isText, type PageDeps } from '../page.ts';
import { answerInFrame, answerNotFound, readRequest } from '../show-page.tsx';
import { sessionOf } from '../sign-in/require-operator.ts';
import { isSameOrigin } from '../sign-in/same-origin.ts';
import { isCsrfToken } from '../sign-in/session.ts';
import type { Act } from './act.ts';
import { type Answered, keepAnswered } from '../forms/answered.ts';

/**
 * Answers the POST of a form: only one that comes from a page of the operator's own session (synchronizer token,
 * OWASP's CSRF Prevention Cheat Sheet, and the browser's own word) is carried out. Where nothing is done, the page that the
 * form stands on is shown again as it was left.
 */
export const answerAct =
  (deps: PageDeps, act: Act, consoleUrl: string | undefined): RequestHandler =>
  async (request, response, next) => {
    const { csrf, page, ...body } = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    if (!isSameOrigin(request, consoleUrl) || !isCsrfToken(sessionOf(response), csrf)) {
      response.status(403).type('text').send('This form was not sent from a page of this session. Reload the page.');
      return;
    }
    const values = Object.fromEntries(Object.entries(body).map(([field, value]) => [field, textsOf(value)]));
    const fields = Object.fromEntries(Object.entries(body).filter(isText));
    const asked = await readRequest(deps, request, response);
    const result = await act.carryOut(deps, { ...asked, fields, all: (field) => values[field] ?? [] });
    if (!result) return answerNotFound(deps, asked, response);
    if ('to' in result) return response.redirect(303, result.to);
    const form = { action: request.path, values };
    if ('problem' in result) return showAgain({ request, response, next }, page, { ...form, refusal: result });
    keepAnswered(response, { ...form, refusal: result.refusal });
    return answerInFrame(deps, asked, response, result.status ?? 200, result.shown);
  };

const textsOf = (value: unknown): readonly string[] => [value].flat().filter((one): one is string => isText(['', one]));

/** Goes on as if the form's page had been asked for; its address is one of ours, or nothing is found there. */
const showAgain = (
  exchange: { readonly request: Request; readonly response: Response; readonly next: NextFunction },
  page: unknown,
  answered: Answered,
): void => {
  const { request, response, next } = exchange;
  keepAnswered(response, answered);
  request.method = 'GET';
  request.url = typeof page === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/u.test(page) ? page : request.url;
  next();
};
