import { type ListedMessage, messagesOf } from '../../journeys/listed.ts';
import { specs } from '../../specs.ts';
import { journeyWords } from './words.ts';

const channels = { email: 'e-mail', sms: 'text message', whatsapp: 'WhatsApp' } as const;

/** `season/countdown, soon, e-mail`. */
const wordsOf = ({ template, props, channel, isSent }: ListedMessage): string =>
  [template, ...Object.values(props), channels[channel]].join(', ') + (isSent ? '' : ' (not sent by this journey)');

/** A message as one value of a form: journey, template and channel. */
export const messageValue = (message: {
  readonly journey: string;
  readonly template: string;
  readonly channel: string;
}): string => `${message.journey} ${message.template} ${message.channel}`;

/** What such a value names, as a query names it. */
export const namedMessage = (value: string | undefined): Readonly<Record<string, string>> | undefined => {
  const [journey, template, channel, ...more] = value?.split(' ') ?? [];
  if (journey === undefined || template === undefined || channel === undefined || more.length > 0) return undefined;
  return { journey, template, channel };
};

/** Every message of every journey, each once. */
export const MessageSelect = ({ value }: { readonly value?: string | undefined }) => (
  <label>
    Message
    <select name="message" defaultValue={value}>
      {specs.map(({ name }) => (
        <optgroup key={name} label={journeyWords(name)}>
          {messagesOf(name).map((message) => (
            <option key={messageValue(message)} value={messageValue(message)}>
              {wordsOf(message)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  </label>
);
