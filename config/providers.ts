import type { z } from 'zod';
import { ConfigurationError } from './read.ts';
import type { workerVariables } from './variables.ts';

type Read = z.infer<z.ZodObject<typeof workerVariables>>;

/**
 * The providers that are configured; a channel without one uses the local outbox.
 *
 * @throws ConfigurationError when a real one stands beside the demo's clock, or Twilio's variables are incomplete.
 */
export const readProviders = (read: Read) => {
  const resend = read.RESEND_API_KEY ? { apiKey: read.RESEND_API_KEY, baseUrl: read.RESEND_BASE_URL } : undefined;
  const { twilio, whatsapp } = readTwilio(read);
  if (resend) refuseInDemo(read, 'RESEND_API_KEY', 'RESEND_BASE_URL', resend.baseUrl);
  if (twilio ?? whatsapp) refuseInDemo(read, 'TWILIO_ACCOUNT_SID', 'TWILIO_BASE_URL', read.TWILIO_BASE_URL);
  return { resend, twilio, whatsapp };
};

const readTwilio = (read: Read) => {
  const {
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_FROM,
    TWILIO_MESSAGING_SERVICE_SID,
    TWILIO_WHATSAPP_FROM: from,
  } = read;
  if (!accountSid) return {};
  const sender = TWILIO_MESSAGING_SERVICE_SID
    ? { messagingServiceSid: TWILIO_MESSAGING_SERVICE_SID }
    : TWILIO_FROM && { from: TWILIO_FROM };
  if (!authToken || !(sender ?? from)) {
    throw new ConfigurationError(
      `TWILIO_ACCOUNT_SID is set without ${authToken ? 'TWILIO_FROM, TWILIO_MESSAGING_SERVICE_SID or TWILIO_WHATSAPP_FROM' : 'TWILIO_AUTH_TOKEN'}: ` +
        'set it, or unset TWILIO_ACCOUNT_SID to keep text messages in the local outbox.',
    );
  }
  // Twilio refuses a callback that it cannot reach.
  const statusCallback =
    isLoopback(read.PUBLIC_URL) && !isLoopback(read.TWILIO_BASE_URL) ? undefined : callbackOf(read);
  const account = { accountSid, authToken, baseUrl: read.TWILIO_BASE_URL, statusCallback };
  return {
    ...(sender && { twilio: { ...account, sender, perSecond: read.SMS_PER_SECOND } }),
    ...(from !== undefined && { whatsapp: { ...account, from, perSecond: read.WHATSAPP_PER_SECOND } }),
  };
};

const callbackOf = ({ PUBLIC_URL }: Read): string => `${PUBLIC_URL.replace(/\/$/, '')}/webhooks/twilio`;

const refuseInDemo = (read: Read, key: string, urlName: string, url: string | undefined): void => {
  if (!read.RELANCE_CLOCK || isLoopback(url)) return;
  throw new ConfigurationError(
    `${key} is set together with RELANCE_CLOCK: the demo never uses a real provider. ` +
      `Unset one of them, or point ${urlName} at a server of this machine.`,
  );
};

const isLoopback = (url: string | undefined): boolean =>
  url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
