import { readReplyStore } from '../../../db/customers/reply-store.ts';
import type { Queries } from '../../../db/client.ts';
import { readStorePolicy } from '../../../db/policies/policies.ts';
import type { SmsRepliesPolicy } from '../../../domain/policy/sms-replies.ts';
import type { Locale } from '../../../domain/templates.ts';
import type { Asks } from './keywords.ts';

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
  Record<Locale, Readonly<Record<Exclude<Asks, 'contact'>, (shop: string, contact: string) => string>>>
> = {
  fr: {
    stop: (shop) => `${shop} : c'est noté, vous ne recevrez plus de SMS. START pour en recevoir de nouveau.`,
    start: (shop) => `${shop} : vous recevrez de nouveau nos SMS. STOP pour ne plus en recevoir.`,
    help: (shop, contact) => `${shop} : pour nous joindre, ${contact}. STOP pour ne plus recevoir de SMS.`,
  },
  en: {
    stop: (shop) => `${shop}: noted, you will receive no more texts. START to receive them again.`,
    start: (shop) => `${shop}: you will receive our texts again. STOP to end them.`,
    help: (shop, contact) => `${shop}: to reach us, ${contact}. STOP to receive no more texts.`,
  },
};

/** The text that a reply is answered with; undefined where the store's policy says that nothing is. */
export const answerText = (
  asks: Asks,
  { shop, locale, policy }: { readonly shop: Shop; readonly locale: Locale; readonly policy: SmsRepliesPolicy },
): string | undefined => {
  if (!policy.answers) return undefined;
  const kind = asks === 'contact' ? 'help' : asks;
  const own = kind === 'help' ? policy.help[locale] : undefined;
  return own ?? answers[locale][kind](shop.name, policy.contact ?? contactOf(shop));
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
  { asks, to }: { readonly asks: Asks; readonly to: string },
  now: Date,
): Promise<string | undefined> => {
  const found = await readReplyStore(db, to);
  if (!found) return undefined;
  const { policy } = await readStorePolicy(db, found.store.id, now);
  return answerText(asks, { shop: found.store, locale: found.locale, policy: policy.smsReplies });
};
