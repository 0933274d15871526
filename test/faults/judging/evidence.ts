import type { RecordedAcceptance } from '../cast/acceptance.ts';
import type { AcknowledgedEvent } from '../shop/shop-event.ts';

/** The three lists that share no code, and what Temporal says of the runs. All real times in milliseconds. */
export interface Evidence {
  /** What the shop heard 2xx for. */
  readonly acknowledged: readonly AcknowledgedEvent[];
  /** Every id that the shop ever posted. */
  readonly told: ReadonlySet<string>;
  /** What the database holds of the events, by the shop's id. */
  readonly inbox: readonly InboxEntry[];
  /** What Temporal was never told, though it should have been. */
  readonly untold: readonly UntoldEntry[];
  readonly steps: readonly LedgerStep[];
  readonly runs: readonly LedgerRun[];
  /** The provider's own file. */
  readonly acceptances: readonly RecordedAcceptance[];
  /** Workflow ids that run, by Temporal. */
  readonly live: ReadonlySet<string>;
  /** When all of it was read. */
  readonly readAt: number;
}

export interface InboxEntry {
  readonly eventId: string;
  readonly fate: string;
  readonly reason: string | null;
}

export interface UntoldEntry {
  readonly id: number;
  readonly kind: string;
  readonly recordedAt: number;
  readonly dead: boolean;
  readonly lastError: string | null;
}

export interface LedgerStep {
  readonly key: string;
  readonly runId: string;
  readonly step: string;
  readonly state: string;
  readonly reason: string | null;
  /** In the store's time. */
  readonly decidedAt: number;
  readonly lastError: string | null;
  readonly recordedAt: number;
}

export interface LedgerRun {
  readonly id: string;
  readonly workflowId: string;
  /** The shop's own id of the cart. */
  readonly cart: string | null;
  readonly state: string;
  readonly exitEvent: string | null;
  /** In the store's time: when the first message was planned. */
  readonly dueAt: number;
  readonly touchedAt: number;
}
