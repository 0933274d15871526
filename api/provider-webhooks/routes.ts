import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { takeAddressEvent } from '../../db/customers/address-events.ts';
import type { TellConsentChange } from '../../db/customers/consent-change.ts';
import type { Database } from '../../db/client.ts';
import { takeProviderEvent } from '../../db/ledger/provider-events.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { isSigned } from '../access/signature.ts';
import { readJson } from '../http/json-body.ts';
import { Problem } from '../http/problem.ts';
import { withRetries } from '../intake/retries.ts';
import { readResendEvent } from './resend.ts';
import type { Told } from './told.ts';
import { answerTo, twiml } from './twilio/answer.ts';
import { readTwilioEvent } from './twilio/read-event.ts';
import { isSignedByTwilio, writings } from './twilio/signature.ts';

export interface ProviderWebhooksDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly logger: { debug(fields: object, message: string): void };
  readonly webhooks?: ProviderSecrets;
  /** Tells journeys of what a reply changed. */
  readonly tell: TellConsentChange;
}

/** What providers sign with; a provider without a secret has no route. */
export interface ProviderSecrets {
  /** `whsec_…`; several while they are changed. */
  readonly resend: readonly string[];
  /** Auth token of the account, and where it reaches the api. */
  readonly twilio?: { readonly authToken: string; readonly publicUrl: string } | undefined;
}

/** Larger than anything that is read of a provider. */
const raw = (): RequestHandler => express.raw({ type: () => true, limit: '256kb', inflate: false });

/**
 * What providers tell of their messages. The signature is checked on the bytes before anything is
 * read of them; what is answered 2xx is committed, and the same event again changes nothing.
 */
export const providerWebhooks = (deps: ProviderWebhooksDeps): Router => {
  const router = Router();
  const { resend = [], twilio } = deps.webhooks ?? {};

  if (resend.length > 0) {
    router.post('/webhooks/resend', raw(), async (request, response) => {
      const body = bytes(request.body);
      if (!resend.some((secret) => isSigned(request, body, secret, 'svix'))) throw notSigned();
      const eventId = reading(() => eventIdSchema.parse(request.get('svix-id')));
      const told = reading(() => readResendEvent(readJson(body), deps.clock.now()));
      response.json({ event: await take(deps, 'resend', eventId, told) });
    });
  }

  if (twilio) {
    router.post('/webhooks/twilio', raw(), async (request, response) => {
      const form = new URLSearchParams(bytes(request.body).toString());
      const urls = writings(`${twilio.publicUrl}${request.originalUrl}`);
      if (!isSignedByTwilio(twilio.authToken, urls, form, request.get('x-twilio-signature'))) throw notSigned();
      const messageId = z.uuid().safeParse(request.query['message']).data;
      const told = reading(() => readTwilioEvent(form, messageId, new Date(deps.clock.now())));
      const outcome = await take(deps, told.provider, told.eventId, told);
      // A START that gave nothing back is only a word.
      const wanted = told.answer?.asks === 'start' && outcome !== 'applied' ? undefined : told.answer;
      const text = wanted && (await answerTo(deps.db, wanted, new Date(deps.clock.now())));
      response.type('text/xml').send(twiml(text));
    });
  }
  return router;
};

const eventIdSchema = z.string().min(1).max(200);

const bytes = (body: unknown): Buffer => (body instanceof Buffer ? body : Buffer.alloc(0));

/** One answer for every wrong secret, header, time and byte. */
const notSigned = (): Problem => new Problem(401, 'not_signed', 'the signature is not that of a secret that is known');

const reading = <Result>(read: () => Result): Result => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const flaws = error.issues.map(({ path, message }) => ({ field: path.join('.'), problem: message }));
    throw new Problem(422, 'invalid_webhook', 'signed, and not what the provider documents', { flaws });
  }
};

const take = async (
  { db, clock, logger, tell }: ProviderWebhooksDeps,
  provider: string,
  eventId: string,
  told: Told,
): Promise<string> => {
  const received = { provider, eventId, receivedAt: new Date(clock.now()) };
  const outcome = await withRetries(async () => {
    if (told.about === 'nothing' || told.about === 'question') return 'ignored';
    return told.about === 'message'
      ? takeProviderEvent(db, { ...told, ...received })
      : takeAddressEvent(db, { ...told, ...received }, tell);
  });
  logger.debug({ provider, reason: told.type, outcome }, 'a provider told');
  return outcome;
};
