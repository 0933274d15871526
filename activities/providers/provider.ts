import type { FrozenMessage } from '../../db/schema/ledger.ts';
import type { FailedReason } from '../../domain/reasons.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** What a provider said about one call, read as carefully as possible; `detail` holds no personal data. */
export type ProviderAnswer =
  | { readonly answer: 'accepted'; readonly id: string }
  /** Surely not accepted now; the same message may be accepted later. */
  | { readonly answer: 'refused'; readonly detail: string; readonly retryAfterMillis?: number }
  /** Accepted or not, nobody knows: only the same bytes under the same key may follow. */
  | { readonly answer: 'uncertain'; readonly detail: string; readonly retryAfterMillis?: number }
  /** Surely not accepted, now or later. */
  | {
      readonly answer: 'never';
      readonly reason: Extract<FailedReason, 'refused' | 'misconfigured'>;
      readonly detail: string;
    }
  /** The key was used before with other bytes: something was accepted, and not these. */
  | { readonly answer: 'conflict'; readonly detail: string };

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

/** Something that accepts messages. It never throws for an answer of the other side, and never retries by itself. */
export interface Provider {
  /** As written to the ledger. */
  readonly name: string;
  /** How long a key protects from a second acceptance, in milliseconds of real time. */
  readonly keyTtlMillis: number;
  /** How long one call may take, in milliseconds of real time. */
  readonly timeoutMillis: number;
  send(call: ProviderCall): Promise<ProviderAnswer>;
}
