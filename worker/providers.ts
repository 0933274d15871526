import type { Provider } from '../activities/providers/provider.ts';
import { resendProvider } from '../activities/providers/resend.ts';
import { twilioProvider } from '../activities/providers/twilio.ts';
import { twilioWhatsappProvider } from '../activities/providers/twilio-whatsapp.ts';
import type { readWorkerConfig } from '../config/worker.ts';
import type { Channel } from '../domain/journey.ts';
import type { Clock } from '../domain/time/clock.ts';

type Config = Pick<ReturnType<typeof readWorkerConfig>, 'resend' | 'twilio' | 'whatsapp' | 'providerTimeoutMillis'>;

/**
 * By what the messages of each channel go out: its provider, or the local outbox. A shop that writes to phones for real, by text
 * message or by WhatsApp, and has no sender of the other one, has no provider of that: its steps go on by their next channel.
 */
export const providersOf = (
  { resend, twilio, whatsapp, providerTimeoutMillis: timeoutMillis }: Config,
  { local, realClock }: { readonly local: Provider; readonly realClock: Clock },
): Readonly<Partial<Record<Channel, Provider>>> & { readonly email: Provider } => {
  const common = { timeoutMillis, realClock };
  const email = resend ? resendProvider({ ...resend, ...common }) : local;
  if (!twilio && !whatsapp) return { email, sms: local, whatsapp: local };
  return {
    email,
    ...(twilio && { sms: twilioProvider({ ...twilio, ...common }) }),
    ...(whatsapp && { whatsapp: twilioWhatsappProvider({ ...whatsapp, ...common }) }),
  };
};
