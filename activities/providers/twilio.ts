import { isEmail, isWhatsapp } from '../../db/schema/ledger.ts';
import type { Provider } from './provider.ts';
import { connectTwilio, type TwilioAccount, twilioContract } from './twilio/connection.ts';
import { findInList } from './twilio/find.ts';

export interface TwilioOptions extends TwilioAccount {
  /**
   * A number or sender of the account, or one of its messaging services. A service with an RCS sender among its own has
   * Twilio send by RCS where the handset takes it, and by SMS else (https://www.twilio.com/docs/rcs/send-an-rcs-message).
   */
  readonly sender: { readonly from: string } | { readonly messagingServiceSid: string };
}

/** Text messages through Twilio's HTTP API, by SMS or by RCS. */
export const twilioProvider = (options: TwilioOptions): Provider => {
  const { sender } = options;
  const twilio = connectTwilio(options);
  return {
    ...twilioContract(options),
    name: 'twilio',
    send: async (call) => {
      const { message } = call;
      if (isEmail(message) || isWhatsapp(message)) {
        return { answer: 'never', reason: 'misconfigured', detail: 'this sender has text messages only' };
      }
      return twilio.make(
        {
          To: message.to,
          ...('from' in sender ? { From: sender.from } : { MessagingServiceSid: sender.messagingServiceSid }),
          Body: message.text,
          // Or the list would show another body than the one that was given.
          SmartEncoded: 'false',
        },
        call,
      );
    },
    find: async (search) => {
      const { to } = search.message;
      // What went by RCS is listed under the channel's address.
      return findInList(twilio, search, 'from' in sender ? [to] : [to, `rcs:${to}`]);
    },
  };
};
