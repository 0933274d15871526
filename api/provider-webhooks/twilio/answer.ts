import { readReplyStore } from '../../../db/customers/reply-store.ts';
import type { Queries } from '../../../db/client.ts';
import { readStorePolicy } from '../../../db/policies/policies.ts';
import type { SmsRepliesPolicy } from '../../../domain/policy/sms-replies.ts';
import type { Locale } from '../../../domain/templates.ts';
import type { Asks } from './keywords.ts';
import type { Replied } from './read-event.ts';

interface Shop {
  readonly name: string;
  readonly url: string;
  readonly sender: string;
}

/**
 * What each store answers. STOP has to be acknowledged, CONTACT to say who writes and how to reach them (Twilio's
 * guide to French short codes). Without accents that are not in GSM-7: one segment.
 */
const answers: Readonly<
  Record<Locale, Readonly<Record<Exclude<Asks, 'contact'>, (shop: string, these: string, contact: string) => string>>>
> = {
  fr: {
    stop: (shop, these) =>
      `${shop} : c'est noté, vous ne recevrez plus de ${these}. START pour en recevoir de nouveau.`,
    start: (shop, these) => `${shop} : vous recevrez de nouveau nos ${these}. STOP pour ne plus en recevoir.`,
    help: (shop, these, contact) => `${shop} : pour nous joindre, ${contact}. STOP pour ne plus recevoir de ${these}.`,
  },
  en: {
    stop: (shop, these) => `${shop}: noted, you will receive no more ${these}. START to receive them again.`,
    start: (shop, these) => `${shop}: you will receive our ${these} again. STOP to end them.`,
    help: (shop, these, contact) => `${shop}: to reach us, ${contact}. STOP to receive no more ${these}.`,
  },
};

/** What the messages of a channel are called there. */
const called: Readonly<Record<Locale, Readonly<Record<Replied, string>>>> = {
  fr: { sms: 'SMS', whatsapp: 'messages WhatsApp' },
  en: { sms: 'texts', whatsapp: 'WhatsApp messages' },
};

/** The text that a reply is answered with; undefined where the store's policy says that nothing is. */
export const answerText = (
  asks: Asks,
  {
    shop,
    locale,
    policy,
    channel,
  }: { readonly shop: Shop; readonly locale: Locale; readonly policy: SmsRepliesPolicy; readonly channel: Replied },
): string | undefined => {
  if (!policy.answers) return undefined;
  const kind = asks === 'contact' ? 'help' : asks;
  const own = kind === 'help' ? policy.help[locale] : undefined;
  return own ?? answers[locale][kind](shop.name, called[locale][channel], policy.contact ?? contactOf(shop));
};

/** The sender's bare address and the site. */
const contactOf = ({ sender, url }: Shop): string =>
  [/<([^>]+)>/.exec(sender)?.[1] ?? sender, url.replace(/^https?:\/\//u, '')].join(', ');

/** Twilio's answer to the sender of a message (https://www.twilio.com/docs/messaging/twiml/message); without a text, none. */
export const twiml = (text?: string): string =>
  text === undefined ? '<Response/>' : `<Response><Message>${escape(text)}</Message></Response>`;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What the store that somebody replied to answers them. */
export const answerTo = async (
  db: Queries,
  { asks, to, channel }: { readonly asks: Asks; readonly to: string; readonly channel: Replied },
  now: Date,
): Promise<string | undefined> => {
  const found = await readReplyStore(db, channel, to);
  if (!found) return undefined;
  const { policy } = await readStorePolicy(db, found.store.id, now);
  return answerText(asks, { shop: found.store, locale: found.locale, policy: policy.smsReplies, channel });
};
