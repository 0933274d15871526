import type { CartId, RunId } from '../../ids.ts';
import type { RunExit } from '../../run.ts';
import type { Millis } from '../../time/instant.ts';
import type { SeasonCalendar } from '../../time/season.ts';

/** Whether anybody still wants the message. */
export interface WantedFacts {
  readonly calendar: SeasonCalendar;
  readonly run: {
    readonly id: RunId;
    readonly state: 'open' | 'closed';
    readonly exitEvent?: RunExit;
    readonly startedAt: Millis;
    readonly touchedAt: Millis;
  };
  /** The cart that the message is about; null when it does not exist (any more), absent when it is about none. */
  readonly cart?: {
    readonly id: CartId;
    readonly state: 'open' | 'emptied' | 'ordered';
    readonly lines: number;
    readonly updatedAt: Millis;
  } | null;
  /** Every open cart of the customer that has lines; none where the message is about no cart. */
  readonly openCarts: readonly { readonly id: CartId; readonly updatedAt: Millis }[];
}
