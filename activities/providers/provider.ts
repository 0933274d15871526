import type { FrozenMessage } from '../../db/schema/ledger.ts';
import type { FailedReason, ProviderPauseReason } from '../../domain/reasons.ts';
import type { SuppressionReason } from '../../domain/suppression.ts';
import type { Instant, Millis } from '../../domain/time/instant.ts';

/** What an answer's headers tell of the provider's limit, which all callers of the account share. */
export interface RateSeen {
  /** Requests a second. */
  readonly perSecond?: number;
  /** Nothing is left: how long until there is again, in milliseconds. */
  readonly waitMillis?: number;
}

/** Why nothing more is given to a provider for a while. */
export interface ProviderPause {
  readonly reason: ProviderPauseReason;
  /** True when it concerns the domain that the message came from alone, not the whole account. */
  readonly senderOnly?: boolean;
  /** How long, in milliseconds, where the provider says so. */
  readonly millis?: number;
}

/** What a provider said about one call, read as carefully as possible; `detail` holds no personal data. */
export type ProviderAnswer = { readonly rate?: RateSeen } & (
  | { readonly answer: 'accepted'; readonly id: string }
  /**
   * Surely not accepted now; the same message may be accepted later. `rateLimited`: every worker has to slow down.
   * `pause`: no message would be accepted, whichever it is.
   */
  | {
      readonly answer: 'refused';
      readonly detail: string;
      readonly retryAfterMillis?: number;
      readonly rateLimited?: boolean;
      readonly pause?: ProviderPause;
    }
  /**
   * Accepted or not, nobody knows: only the same bytes under the same key may follow, and without keys nothing.
   * `answered`: the provider itself said so, and may repeat it to the same key.
   */
  | {
      readonly answer: 'uncertain';
      readonly detail: string;
      readonly retryAfterMillis?: number;
      readonly answered?: boolean;
    }
  /** Surely not accepted, now or later. */
  | {
      readonly answer: 'never';
      readonly reason: Extract<FailedReason, 'refused' | 'misconfigured'>;
      readonly detail: string;
      /** What it says of the recipient, whatever the message: wants nothing more, or cannot be reached. */
      readonly recipient?: Extract<SuppressionReason, 'stopped' | 'bounced'>;
    }
  /** The key was used before with other bytes: something was accepted, and not these. */
  | { readonly answer: 'conflict'; readonly detail: string }
);

/** One call of a provider. */
export interface ProviderCall {
  readonly key: string;
  /** Our id of the message: goes along as a tag, where the provider has such, and comes back in its events and lists. */
  readonly messageId: string;
  readonly message: FrozenMessage;
  readonly claimedAt: Instant;
  /** Aborted when the time is up. */
  readonly signal: AbortSignal;
}

/** What is looked for in the provider's own record. */
export interface ProviderSearch {
  readonly key: string;
  readonly messageId: string;
  readonly message: FrozenMessage;
  /** When it may have been accepted first, in real time. */
  readonly since: Millis;
  readonly signal: AbortSignal;
}

/** What the provider's record holds. `unreadable`: it could not be asked, or not to its end; `detail` says why. */
export type ProviderFinding =
  | {
      readonly found: 'yes';
      /** Every message that may be the one, the oldest first: some may be other messages of ours with the same text. */
      readonly ids: readonly string[];
    }
  | { readonly found: 'no' }
  | { readonly found: 'unreadable'; readonly detail: string };

/** One message of the provider's own record. */
export interface ProviderRecordEntry {
  /** The provider's id. */
  readonly id: string;
  /** Ours, where the record shows it. */
  readonly messageId?: string;
  readonly to: string;
  /** Real time. */
  readonly acceptedAt: Millis;
  /** Of the message's unsubscribe link. */
  readonly linkToken?: string;
}

/** What the gate may rely on; test/providers/contract.ts holds every adapter to it. */
export interface ProviderContract {
  /** A key protects from a second acceptance. Without it an uncertain call is never repeated. */
  readonly supportsKey: boolean;
  /** How long a key protects, in milliseconds of real time. */
  readonly keyTtlMillis: number;
  /** An error answered to a key is answered to it again: repeating the call tells nothing. */
  readonly replaysErrors: boolean;
  /** Its record can be searched: there is a `find`. */
  readonly canList: boolean;
  /** Messages that one call may hold; the gate gives one at a time. */
  readonly maxBatch: number;
  /** Its answers tell the limit: `rate` is read from their headers. */
  readonly rateFromHeaders: boolean;
  /** Calls a second as long as no answer has told a limit; `Infinity`: there is none. */
  readonly perSecond: number;
}

/** Something that accepts messages. It never throws for an answer of the other side, and never retries by itself. */
export interface Provider extends ProviderContract {
  /** As written to the ledger. */
  readonly name: string;
  /** How long one call may take, in milliseconds of real time. */
  readonly timeoutMillis: number;
  send(call: ProviderCall): Promise<ProviderAnswer>;
  /** Looks for a message in the provider's own record. */
  find?(search: ProviderSearch): Promise<ProviderFinding>;
  /**
   * Everything that it accepted since an instant of real time, the newest first.
   *
   * @throws ProviderRecordError when it cannot be read to its end.
   */
  record?(since: Millis): AsyncIterable<ProviderRecordEntry>;
}

/** Thrown when a provider's record cannot be read: what is missing there would be taken for not sent. */
export class ProviderRecordError extends Error {
  override readonly name = 'ProviderRecordError';
  readonly code = 'RELANCE_PROVIDER_RECORD';
  constructor(provider: string, detail: string) {
    super(
      `The record of ${provider} could not be read to its end (${detail}). Nothing was concluded from it; try again.`,
    );
  }
}
