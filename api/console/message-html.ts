import type { RequestHandler } from 'express';
import { readMessage } from '../../db/pages/messages.ts';
import { isEmail } from '../../db/schema/ledger.ts';
import { asUuid, type PageDeps } from './page.ts';
import { readChoice } from './preview/choice.ts';
import { renderChoice } from './preview/render-choice.ts';
import { readRequest } from './show-page.tsx';

/**
 * What a message's own document may do: show pictures and its inline styles, open links in a new tab.
 * It runs no script, and the sandbox gives it an origin of its own, also when it is opened directly.
 */
const policy = [
  "default-src 'none'",
  'img-src http: https:',
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

export const messageHeaders = { 'content-security-policy': policy, 'cross-origin-resource-policy': 'same-origin' };

/** The frozen HTML part of a message, byte for byte. */
export const sentHtml =
  (deps: PageDeps): RequestHandler =>
  async (request, response, next) => {
    const id = asUuid(String(request.params['id']));
    const frozen = id && (await readMessage(deps.db, id))?.message.frozen;
    if (frozen && isEmail(frozen)) response.set(messageHeaders).type('html').send(frozen.html);
    else next();
  };

/** The HTML part of what a preview chose. */
export const previewHtml =
  (deps: PageDeps): RequestHandler =>
  async (request, response, next) => {
    const asked = await readRequest(deps, request, response);
    const message = await renderChoice(deps, asked, readChoice(asked, undefined));
    if (message) response.set(messageHeaders).type('html').send(message.html);
    else next();
  };
