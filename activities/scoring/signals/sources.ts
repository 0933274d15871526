import type { CustomerId } from '../../../domain/ids.ts';
import type { PastEvent } from '../../../domain/scores/signals/event-score.ts';
import type { GotMessage } from '../../../domain/scores/signals/engagement.ts';

/** A line that a customer bought. */
export interface BoughtLine {
  readonly category: string | null;
  readonly quantity: number;
  /** For a unit, in minor units. */
  readonly paid: number;
  /** What a unit cost at most in the quarter before; null: unknown. */
  readonly usual: number | null;
}

/** An order that counts. */
export interface BoughtOrder {
  /** Instant in milliseconds. */
  readonly at: number;
  /** The civil day in the store's zone, counted from 1970-01-01. */
  readonly day: number;
  /** Net of refunds, in minor units of the store's currency; null in another. */
  readonly amount: number | null;
  readonly lines: readonly BoughtLine[];
}

/** A product that a customer looked at or put into a cart, and has not bought since. */
export interface Looked {
  readonly category: string | null;
  /** Instants in milliseconds. */
  readonly visits: readonly number[];
  readonly cartedAt: number | null;
}

/** Everything that one customer's signals are made from; each list is bounded. */
export interface SignalSources {
  readonly customer: CustomerId;
  /** Of the customer's own day. */
  readonly zone: string;
  /** Undefined: no order that counts. */
  readonly statistics?: { readonly days: number; readonly lastDay: number; readonly amount: number };
  /** Oldest first. */
  readonly orders: readonly BoughtOrder[];
  readonly looked: readonly Looked[];
  readonly messages: readonly GotMessage[];
  readonly codes: { readonly given: number; readonly used: number };
  readonly points?: number;
  readonly toldTier?: string;
  /** The tier that was kept before. */
  readonly tierBefore?: string;
}

/** As of when signals are said. */
export interface SignalTime {
  readonly now: number;
  /** The civil day of the store, counted from 1970-01-01. */
  readonly today: number;
  /** The last event that is over, for a quarter after it. */
  readonly event?: PastEvent;
}
