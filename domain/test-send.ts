import type { DeliverInput } from './delivery.ts';
import type { Duration } from './time/duration.ts';

/** How a message stands that an operator asked to see as a customer would get it. */
export const testSendStates = {
  asked: 'the worker has not taken it yet',
  sending: 'the worker has it; if it stays so, the worker died with it and nobody knows whether it was sent',
  sent: 'the provider accepted it',
  failed: 'it was not sent',
  unknown: 'the provider did not say whether it accepted it',
} as const;
export type TestSendState = keyof typeof testSendStates;

/** The key given to the provider: never one of a message of the ledger. */
export const testSendKey = (id: string): string => `test/${id}`;

/** Which message of a journey is to be seen, and what the journey says of itself, as it travels to the gate. */
export interface TestMessage extends Pick<
  DeliverInput,
  'journey' | 'step' | 'channel' | 'template' | 'purpose' | 'rank'
> {
  /** The trigger's id that the journey is about. */
  readonly subject?: string;
  /** How long such a message is of use. */
  readonly expires: Duration;
  /** What the step would name. */
  readonly offer?: string;
}
