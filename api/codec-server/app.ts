import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec } from '@temporalio/common';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type CodecSessions, signInPage } from './sign-in.ts';

export interface CodecServerDeps {
  readonly codec: PayloadCodec;
  /** The one namespace whose payloads are shown. */
  readonly namespace: string;
  /** Of Temporal's UI, the only page that may ask from a browser. */
  readonly uiOrigin: string | undefined;
  readonly sessions: CodecSessions;
  readonly logger: Logger;
}

const payload = z.object({ metadata: z.record(z.string(), z.base64()).optional(), data: z.base64().optional() });
const body = z.object({ payloads: z.array(payload).max(10_000) });

/** As large as what Temporal sends at once. */
const limit = '4mb';

/**
 * Temporal's codec server (https://docs.temporal.io/codec-server): `POST /decode` and `/encode` for its UI and
 * command line. It shows everything, so it answers nobody who does not prove that they may see it.
 */
export const createCodecServer = (deps: CodecServerDeps): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } }));
  app.get('/', (_request, response) => void response.type('html').send(signInPage()));
  app.post(
    '/sign-in',
    rateLimit({ windowMs: 60_000, limit: 10, standardHeaders: 'draft-8', legacyHeaders: false }),
    express.urlencoded({ extended: false, limit: '4kb' }),
    signIn(deps),
  );
  for (const [path, translate] of [
    ['/encode', async (payloads: Payload[]) => deps.codec.encode(payloads)],
    ['/decode', async (payloads: Payload[]) => deps.codec.decode(payloads)],
  ] as const) {
    app.options(path, shareWithUi(deps), (_request, response) => void response.sendStatus(204));
    app.post(path, shareWithUi(deps), admit(deps), express.json({ limit, type: '*/*' }), answer(translate));
  }
  app.use(((error: unknown, _request, response, _next) => {
    const { status, code } = error as { status?: number; code?: string };
    const isOurs = error instanceof Error && String(code).startsWith('RELANCE_');
    deps.logger.warn({ error }, 'payloads were not translated');
    response
      .status(isOurs ? 400 : (status ?? 500))
      .json({ error: isOurs ? error.message : 'the request cannot be read' });
  }) satisfies ErrorRequestHandler);
  return app;
};

const signIn =
  ({ sessions }: CodecServerDeps): RequestHandler =>
  (request, response) => {
    const { data } = z.object({ token: z.string() }).safeParse(request.body);
    const cookie = sessions.open(data?.token ?? '');
    if (cookie === undefined) response.status(401).type('html').send(signInPage('This is not the token.'));
    else
      response.set('Set-Cookie', cookie).type('html').send(signInPage('Temporal’s UI may decode now, for 12 hours.'));
  };

/** Lets Temporal's UI, and no other page, ask from a browser. */
const shareWithUi =
  ({ uiOrigin }: CodecServerDeps): RequestHandler =>
  (request, response, next) => {
    response.vary('Origin').set('Cache-Control', 'no-store');
    if (uiOrigin !== undefined && request.get('origin') === uiOrigin) {
      response.set({
        'Access-Control-Allow-Origin': uiOrigin,
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Allow-Methods': 'POST',
        'Access-Control-Allow-Headers': 'authorization, content-type, x-namespace',
      });
    }
    next();
  };

/** By the token, or by the cookie of whoever signed in with it, which only the UI's page may use. */
const admit =
  ({ sessions, uiOrigin, namespace }: CodecServerDeps): RequestHandler =>
  (request, response, next) => {
    const bearer = /^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
    const origin = request.get('origin');
    const isUi = uiOrigin !== undefined && origin === uiOrigin;
    const mayEnter =
      (origin === undefined || isUi) &&
      (sessions.isToken(bearer ?? '') || (isUi && sessions.isOpen(request.get('cookie'))));
    if (!mayEnter) {
      response.status(401).json({ error: 'sign in at this server, or send Authorization: Bearer …' });
    } else if ((request.get('x-namespace') ?? namespace) !== namespace) {
      response.status(404).json({ error: 'this server decodes another namespace' });
    } else next();
  };

const answer =
  (translate: (payloads: Payload[]) => Promise<Payload[]>): RequestHandler =>
  async (request, response) => {
    const parsed = body.safeParse(request.body);
    if (!parsed.success) {
      response.status(400).json({ error: 'send {"payloads": [{"metadata": {…}, "data": …}]}, all in base64' });
      return;
    }
    response.json({ payloads: (await translate(parsed.data.payloads.map(fromJson))).map(toJson) });
  };

/** Payloads in JSON have their bytes in base64 (https://protobuf.dev/programming-guides/json). */
const fromJson = ({ metadata, data }: z.output<typeof payload>): Payload => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
  ),
  data: Buffer.from(data ?? '', 'base64'),
});

const toJson = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? { [METADATA_ENCODING_KEY]: new Uint8Array() }).map(([name, value]) => [
      name,
      Buffer.from(value).toString('base64'),
    ]),
  ),
  data: Buffer.from(data ?? []).toString('base64'),
});
