import type { CartId } from '../ids.ts';
import type { Channel, Purpose } from '../journey.ts';
import type { LaterReason, WithheldReason } from '../reasons.ts';
import type { SuppressionReason } from '../suppression.ts';
import type { RunExit } from '../run.ts';
import type { Millis } from '../time/instant.ts';
import type { SeasonCalendar, Wait } from '../time/season.ts';

/** The facts that the gate decides from, read under the customer's lock. Instants in the store's time. */
export interface RuleContext {
  readonly now: Millis;
  /** How early a timer may fire and still count as on time. */
  readonly tolerance: Millis;
  readonly calendar: SeasonCalendar;
  readonly step: {
    readonly purpose: Purpose;
    readonly channel: Channel;
    readonly dueAt: Millis;
    readonly expiresAt: Millis;
    /** Present while the run has sent nothing: a touch restarts this wait. */
    readonly idle?: Wait;
  };
  readonly run: {
    readonly state: 'open' | 'closed';
    readonly exitEvent?: RunExit;
    readonly touchedAt: Millis;
  };
  /** The cart that the message is about; null when it does not exist (any more), absent when it is about none. */
  readonly cart?: {
    readonly id: CartId;
    readonly state: 'open' | 'emptied' | 'ordered';
    readonly lines: number;
    /** Lines whose product is known well enough to be shown. */
    readonly usableLines: number;
    readonly updatedAt: Millis;
  } | null;
  /** Every open cart of the customer that has lines. */
  readonly openCarts: readonly { readonly id: CartId; readonly updatedAt: Millis }[];
  /** The customer's own newest act for the step's purpose and channel; an address that only matched brings none. */
  readonly consent?: { readonly state: 'granted' | 'withdrawn'; readonly at: Millis };
  readonly customer: { readonly erased: boolean };
  /** Where the message would go: known, and what stops it there. */
  readonly address: { readonly known: boolean };
  /** When something went to one of the addresses that the ledger, since restored, has no step for. */
  readonly unplacedAt?: Millis;
  readonly suppressions: readonly {
    readonly reason: SuppressionReason;
    readonly at: Millis;
    /** True when it is about the very address that the message would go to, not another of the customer's. */
    readonly sameAddress: boolean;
  }[];
}

/** What a rule says, with the values that it saw; never an address or a name. */
export type Verdict = { readonly saw: Readonly<Record<string, unknown>> } & (
  | { readonly says: 'pass' }
  | { readonly says: 'later'; readonly at: Millis; readonly reason: LaterReason }
  | { readonly says: 'withheld'; readonly reason: WithheldReason }
);

/** One condition of sending, pure over the loaded facts. */
export interface Rule {
  /** Stored with each verdict: never rename one. */
  readonly name: string;
  judge(context: RuleContext): Verdict;
}
