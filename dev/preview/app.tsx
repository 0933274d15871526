import { readFileSync } from 'node:fs';
import express, { type Express, type RequestHandler } from 'express';
import { render } from '../../activities/templates/index.ts';
import type { RenderedMessage } from '../../activities/templates/view.ts';
import { isLoopback } from '../../domain/products/hosts.ts';
import { defaultSms } from '../../domain/policy/sms.ts';
import type { ThemePolicy } from '../../domain/policy/theme.ts';
import { viewOf } from '../letters/personas.ts';
import { type Choice, readChoice } from './choice.ts';
import { pageOf } from './page.tsx';
import { pagePolicy } from './style.ts';

/** What a letter's own document may do here: show the sample picture and its inline styles. No script, no link out. */
const letterPolicy =
  "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

const picture = readFileSync(new URL('../../api/console/assets/sample-vase.svg', import.meta.url), 'utf8');

/** Every letter and text message on pages that only read; `theme` is asked for each of them. */
export const createPreview = (theme: () => ThemePolicy): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.use(onThisMachine);
  app.get('/', async (request, response) => {
    const choice = readChoice(request.query);
    response
      .set('content-security-policy', pagePolicy)
      .type('html')
      .send(pageOf(choice, await made(choice, theme())));
  });
  app.get('/letter', async (request, response) => {
    const choice = readChoice(request.query);
    const { html } = await made({ ...choice, as: 'email' }, theme());
    // Pictures of shops that do not exist: one of ours stands for each.
    const shown = html.replaceAll(/(<img\s[^>]*src=")[^"]*/giu, '$1/picture.svg');
    const dark = choice.dark ? shown.replaceAll('@media (prefers-color-scheme: dark)', '@media all') : shown;
    response.set('content-security-policy', letterPolicy).type('html').send(dark);
  });
  app.get('/picture.svg', (_request, response) => void response.type('svg').send(picture));
  app.use((_request, response) => void response.status(404).type('text').send('There is nothing here.'));
  return app;
};

/** Only what is asked for by an address of this machine: no page elsewhere reads it under a name of its own. */
const onThisMachine: RequestHandler = (request, response, next) => {
  response.set({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isLoopback(request.hostname) && isRead) next();
  else
    response
      .status(isRead ? 421 : 405)
      .type('text')
      .send('The preview is read on this machine.');
};

/** The message that was chosen, as the gate would render it. */
const made = async ({ template, locale, persona, as }: Choice, theme: ThemePolicy): Promise<RenderedMessage> => {
  const { mostSegments, stopNumber } = defaultSms;
  const sms = as === 'sms' ? { mostSegments, wayOut: { number: stopNumber } } : undefined;
  return render(template, locale, viewOf(persona, locale, theme), sms);
};
