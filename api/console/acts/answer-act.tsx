import type { RequestHandler } from 'express';
import { isText, type PageDeps } from '../page.ts';
import { answerInFrame, answerNotFound, readRequest } from '../show-page.tsx';
import { sessionOf } from '../sign-in/require-operator.ts';
import { isSameOrigin } from '../sign-in/same-origin.ts';
import { isCsrfToken } from '../sign-in/session.ts';
import type { Act } from './act.ts';

/**
 * Answers the POST of a form: only one that comes from a page of the operator's own session (synchronizer token,
 * OWASP's CSRF Prevention Cheat Sheet, and the browser's own word) is carried out.
 */
export const answerAct =
  (deps: PageDeps, act: Act, consoleUrl: string | undefined): RequestHandler =>
  async (request, response) => {
    const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    const fields = Object.fromEntries(Object.entries(body).filter(isText));
    if (!isSameOrigin(request, consoleUrl) || !isCsrfToken(sessionOf(response), fields['csrf'])) {
      response.status(403).type('text').send('This form was not sent from a page of this session. Reload the page.');
      return;
    }
    const asked = await readRequest(deps, request, response);
    const all = (field: string) =>
      [body[field]]
        .flat()
        .map((value) => [field, value] as const)
        .filter(isText)
        .map(([, value]) => value);
    const result = await act.carryOut(deps, { ...asked, fields, all });
    if (!result) answerNotFound(deps, asked, response);
    else if ('to' in result) response.redirect(303, result.to);
    else if ('shown' in result) answerInFrame(deps, asked, response, result.status ?? 200, result.shown);
    else answerInFrame(deps, asked, response, 409, { title: 'Not done', body: <p role="alert">{result.problem}</p> });
  };
