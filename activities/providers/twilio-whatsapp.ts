import { isWhatsapp } from '../../db/schema/ledger.ts';
import type { Provider } from './provider.ts';
import { connectTwilio, type TwilioAccount, twilioContract } from './twilio/connection.ts';
import { findInList } from './twilio/find.ts';

export interface TwilioWhatsappOptions extends TwilioAccount {
  /** The WhatsApp sender: a phone number. */
  readonly from: string;
}

/** As ledger and webhooks know it: a pause of the WhatsApp sender keeps no text message. */
const twilioWhatsapp = 'twilio-whatsapp';

const addressOf = (number: string): string => `whatsapp:${number}`;

/**
 * WhatsApp messages through Twilio's HTTP API. What a shop sends first is a template that was approved, by its id and with
 * values for its gaps (https://www.twilio.com/docs/content/send-templates-created-with-the-content-template-builder);
 * free text is refused (63016). By its number, not by a messaging service: of those the list shows no words to know the
 * message by.
 */
export const twilioWhatsappProvider = (options: TwilioWhatsappOptions): Provider => {
  const twilio = connectTwilio(options);
  return {
    ...twilioContract(options),
    name: twilioWhatsapp,
    send: async (call) => {
      const { message } = call;
      if (!isWhatsapp(message)) {
        return { answer: 'never', reason: 'misconfigured', detail: 'this sender has approved templates only' };
      }
      const values = Object.fromEntries(message.values.map((value, index) => [String(index + 1), value]));
      return twilio.make(
        {
          To: addressOf(message.to),
          From: addressOf(options.from),
          ContentSid: message.content,
          ...(message.values.length > 0 && { ContentVariables: JSON.stringify(values) }),
        },
        call,
      );
    },
    find: async (search) => findInList(twilio, search, [addressOf(search.message.to)]),
  };
};
