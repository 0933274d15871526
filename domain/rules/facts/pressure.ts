import type { RunId } from '../../ids.ts';
import type { Channel, Purpose, Rank } from '../../journey.ts';
import type { Millis } from '../../time/instant.ts';

/** A message that the customer got, or may have got for all we know: claimed, accepted or unknown. */
export interface SentMessage {
  /** When it was claimed. */
  readonly at: Millis;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly rank: Rank;
  readonly journey: string;
  readonly run: RunId;
}

/** A message of another run of the customer that is expected: it waits in the ledger, or its run's first wait ends. */
export interface PendingMessage extends Omit<SentMessage, 'channel'> {
  /** Absent while the run has not said it. */
  readonly channel?: Channel;
}

/** What else the customer got and is about to get. */
export interface PressureFacts {
  readonly pressure: {
    /** What was sent in the longest window that a policy may ask for, the newest first. */
    readonly sent: readonly SentMessage[];
    /** Present when there was more than is listed: what came before this instant is not known, and counts as too much. */
    readonly knownSince?: Millis;
    /** What is due within a day, by its instant, for each rank the next ones. */
    readonly pending: readonly PendingMessage[];
    /** True when this very message is claimed: the place that it takes is its own. */
    readonly held: boolean;
  };
  /** What the customer last did in answer: click, visit, cart, order, form. An open is none: opens are not tracked. */
  readonly engagement: { readonly reactedAt?: Millis };
}
