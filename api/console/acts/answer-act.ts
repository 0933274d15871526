import type { RequestHandler } from 'express';
import { sessionOf } from '../sign-in/require-operator.ts';
import { isSameOrigin } from '../sign-in/same-origin.ts';
import { isCsrfToken } from '../sign-in/session.ts';
import type { Act, ActDeps } from './act.ts';

/**
 * Answers the POST of a form: only one that comes from a page of the operator's own session (synchronizer token,
 * OWASP's CSRF Prevention Cheat Sheet, and the browser's own word) is carried out.
 */
export const answerAct =
  (deps: ActDeps & { readonly consoleUrl: string | undefined }, act: Act): RequestHandler =>
  async (request, response) => {
    const session = sessionOf(response);
    const fields = textFields(request.body);
    if (!isSameOrigin(request, deps.consoleUrl) || !isCsrfToken(session, fields['csrf'])) {
      response.status(403).type('text').send('This form was not sent from a page of this session. Reload the page.');
      return;
    }
    const params = request.params as Readonly<Record<string, string>>;
    const result = await act.carryOut(deps, { operator: session.operator, params, fields, request });
    if (!result) response.status(404).type('text').send('There is no such record any more. Reload the page.');
    else if ('problem' in result) response.status(409).type('text').send(result.problem);
    else response.redirect(303, result.to);
  };

const textFields = (body: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(body ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
