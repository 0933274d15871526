import { failedReasons, withheldReasons } from '../../../domain/reasons.ts';
import type { ToldExit, ToldMessage } from './story.ts';

const stepName = (template: string): string => template.split('/').at(-1) ?? template;

/** `45 min`, `1 h`, `3 days`: near enough for a person who watches. */
const duration = (millis: number): string => {
  const minutes = Math.round(millis / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  if (hours < 24) return `${hours} h`;
  const days = Math.round(hours / 24);
  return days === 1 ? '1 day' : `${days} days`;
};

/** The shopper, without the domain. */
const whom = (address: string | null): string => (address ? `${address.split('@')[0]}@…` : 'nobody');

const why = (reason: string | null): string =>
  ({ ...withheldReasons, ...failedReasons })[reason as keyof typeof withheldReasons] ?? reason ?? 'no reason given';

export const messageLine = (message: ToldMessage): string => {
  const step = stepName(message.template);
  const subject = `cart ${message.cart ?? '?'} idle ${duration(message.decidedAt.getTime() - message.touchedAt.getTime())}`;
  if (message.outcome === 'accepted') return `${subject} → ${step} sent to ${whom(message.to)}`;
  if (message.outcome === 'unknown') return `${subject} → ${step} parked: nobody knows whether it was sent`;
  return `${subject} → ${step} ${message.outcome}: ${why(message.reason)}`;
};

const sentSoFar = (sent: number): string => {
  if (sent === 0) return 'before any message';
  return sent === 1 ? 'after 1 message' : `after ${sent} messages`;
};

export const exitLine = (exit: ToldExit): string =>
  exit.event === 'order.placed'
    ? `order ${exit.order ?? '?'} → run of cart ${exit.cart ?? '?'} stopped ${sentSoFar(exit.sent)}`
    : `${exit.event} → run of cart ${exit.cart ?? '?'} stopped ${sentSoFar(exit.sent)}`;

/** Many happenings in one line: `12 sent (8 reminder, 4 offer), 2 withheld (2 no_consent), 3 runs stopped`. */
export const summaryLine = (messages: readonly ToldMessage[], exits: readonly ToldExit[]): string => {
  const group = (outcome: ToldMessage['outcome'], word: string, by: (message: ToldMessage) => string) => {
    const some = messages.filter((message) => message.outcome === outcome);
    return some.length > 0 ? [`${some.length} ${word} (${counted(some.map(by))})`] : [];
  };
  return [
    ...group('accepted', 'sent', (message) => stepName(message.template)),
    ...group('withheld', 'withheld', reasonOf),
    ...group('failed', 'failed', reasonOf),
    ...group('unknown', 'parked', (message) => stepName(message.template)),
    ...(exits.length > 0 ? [`${exits.length} ${exits.length === 1 ? 'run' : 'runs'} stopped`] : []),
  ].join(', ');
};

const reasonOf = (message: ToldMessage): string => message.reason ?? '?';

const counted = (words: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
};
