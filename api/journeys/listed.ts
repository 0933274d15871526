import { smsTemplateIds } from '../../activities/templates/sms/index.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import type { SentMessage } from './sent-message.ts';
import { sentMessages } from './sent-messages.ts';

/** A message that can be looked at, asked about and sent as a test. */
export interface ListedMessage extends Pick<SentMessage, 'journey' | 'channel' | 'purpose' | 'next'> {
  /** As it is asked for: `cart/reminder`, or `season/countdown#2` where the second send of it names something else. */
  readonly template: string;
  /** What it names besides an offer. */
  readonly props: Readonly<Record<string, string>>;
  readonly offers: readonly string[];
  /** False: the journey does not send it by this channel, but there are words for it. */
  readonly isSent: boolean;
}

/** The messages of a journey: what it sends, and the text and WhatsApp messages that it could send. */
export const messagesOf = (journey: string): readonly ListedMessage[] => {
  const sent = sentMessages.filter((one) => one.journey === journey);
  return sent.flatMap(({ template, nth, channel, purpose, next, offers, props = {} }): ListedMessage[] => {
    const name = nth === undefined ? template : `${template}#${nth}`;
    const common = { journey, template: name, purpose, offers: offers?.split(' ') ?? [], props };
    const listed = { ...common, channel, ...(next && { next }), isSent: true };
    // Each once, with the first channel that it goes by.
    const isFirst = sent.find((one) => one.template === template)?.channel === channel;
    if (!isFirst || !(smsTemplateIds as readonly string[]).includes(template)) return [listed];
    const others = (['sms', 'whatsapp'] as const).filter(
      (other) => !sent.some((one) => one.template === template && one.channel === other),
    );
    return [listed, ...others.map((other) => ({ ...common, channel: other, isSent: false }))];
  });
};

/** A journey with its messages, as stores see it. */
export const journeyView = (spec: JourneySpec) => ({
  journey: spec.name,
  purpose: spec.purpose,
  rank: spec.rank,
  beginsWith: triggersOf(spec),
  about: spec.subject ?? null,
  messages: messagesOf(spec.name).map(({ journey: _journey, next, isSent, ...message }) => ({
    ...message,
    next: next ?? null,
    sent: isSent,
  })),
});
