import type { Duration } from '../time/duration.ts';

/** Whether who signs up has to confirm it by a link that is sent to the address, and how often it is sent. */
export interface DoubleOptInPolicy {
  /** True: newsletter subscriptions wait for it. A consent that is told as `pending` always does. */
  readonly enabled: boolean;
  /** How long the link works; who comes later signs up again. */
  readonly linkLife: Duration;
  /** Confirmations to one address, in an hour and in a day: nobody floods a stranger's mailbox through the form. */
  readonly perAddress: { readonly hour: number; readonly day: number };
  /** Confirmations in an hour for sign-ups from one network, where the event tells the browser's address. */
  readonly perNetworkHour: number;
}

/** Link life and resends as senders' practice has them: facts of reliability, 4.1. */
export const defaultDoubleOptIn: DoubleOptInPolicy = {
  enabled: false,
  linkLife: '48 hours',
  perAddress: { hour: 3, day: 6 },
  perNetworkHour: 20,
};
