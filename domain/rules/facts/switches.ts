import type { CustomerId } from '../../ids.ts';
import type { Pause } from '../../switches/pause.ts';
import type { SendingMode } from '../../switches/sending-mode.ts';
import type { Millis } from '../../time/instant.ts';

/** What people have switched, and in which arm the customer is. */
export interface SwitchFacts {
  readonly switches: {
    /** Of the whole store, and of the journey: the stricter holds. */
    readonly store: SendingMode;
    readonly journey: SendingMode;
    /** Whether the very recipient is on the store's list. */
    readonly allowlisted: boolean;
    /** Those that stand and those that were lifted since the run began, as far as they may be about the message. */
    readonly pauses: readonly Pause[];
    /** The message's own place in every period of looks, from 0 to below 1. */
    readonly place: number;
    /** How often a held message is looked at again. */
    readonly lookEvery: Millis;
  };
  readonly holdout: {
    /** Whose arm it is: of customers who were merged the one known first. */
    readonly unit: CustomerId;
  };
}
