import type { DecidedStep } from '../../db/pages/timeline.ts';
import type { MessageState } from '../../domain/message-state.ts';
import { failedReasons, laterReasons, withheldReasons } from '../../domain/reasons.ts';
import type { Show } from '../../domain/rules/rule.ts';
import { sentenceOf } from '../../domain/rules/sentence.ts';

/** What became of a step; every step has exactly one of these (Q4). */
export type StepOutcome = 'sent' | 'waiting' | 'withheld' | 'failed' | 'unknown';

const outcomes: Readonly<Record<MessageState, StepOutcome>> = {
  planned: 'waiting',
  claimed: 'waiting',
  accepted: 'sent',
  delivered: 'sent',
  bounced: 'sent',
  complained: 'sent',
  withheld: 'withheld',
  failed: 'failed',
  unknown: 'unknown',
};

export const outcomeOfState = (state: MessageState): StepOutcome => outcomes[state];

type Step = Pick<
  DecidedStep,
  'state' | 'reason' | 'cause' | 'notBefore' | 'expiresAt' | 'claimedAt' | 'acceptedAt' | 'settledAt' | 'verdicts'
>;

/** What became of a step and why, in sentences for a marketer: no code, no id. */
export const stepSentence = (step: Step, show: Show): string => {
  const at = (date: Date | null): string => show.instant((date ?? step.expiresAt).toISOString());
  switch (step.state) {
    case 'accepted':
      return `Sent ${at(step.acceptedAt)}.`;
    case 'delivered':
      return `Sent ${at(step.acceptedAt)}, and delivered.`;
    case 'bounced':
      return `Sent ${at(step.acceptedAt)}; it came back ${at(step.settledAt)}: the address did not take it.`;
    case 'complained':
      return `Sent ${at(step.acceptedAt)}; the customer complained of spam ${at(step.settledAt)}.`;
    case 'claimed':
      return `Being sent since ${at(step.claimedAt)}; the provider has not answered yet.`;
    case 'planned':
      return `Waits until ${at(step.notBefore)}: ${deciding(step, show)}`;
    case 'withheld':
      return `Not sent: ${withheldWhy(step, show)}`;
    case 'failed':
      return `Not sent: ${words(step.reason)}.`;
    case 'unknown':
      return 'Nobody knows whether it was sent: the provider may have accepted it. It is never sent again by itself.';
    default:
      return step.state satisfies never;
  }
};

const withheldWhy = (step: Step, show: Show): string => {
  const until = show.instant(step.expiresAt.toISOString());
  if (step.reason === 'expired' && step.cause !== null) {
    return `it was of use until ${until}, and until then it had to wait: ${words(step.cause)}.`;
  }
  return deciding(step, show);
};

/** The sentence of the rule that gave the reason; the reason's own words where none of the rules did. */
const deciding = ({ verdicts, reason }: Step, show: Show): string => {
  const verdict = verdicts.find(({ says }) => says !== 'pass');
  const sentence = verdict && verdict.reason === reason ? sentenceOf(verdict, show) : undefined;
  return sentence === undefined ? `${words(reason)}.` : sentence.charAt(0).toLowerCase() + sentence.slice(1);
};

// A map: what is stored may be a reason of another version, and every object knows a `constructor`.
const reasons = new Map<string, string>(Object.entries({ ...laterReasons, ...withheldReasons, ...failedReasons }));

const words = (reason: string | null): string =>
  reason === null ? 'no reason is known' : (reasons.get(reason) ?? reason);
