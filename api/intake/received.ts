import type { NameHash } from '../../db/personal-data/name-hash.ts';
import type { Database } from '../../db/client.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { IgnoredReason, QuarantineReason } from '../../domain/reasons.ts';
import type { Clock } from '../../domain/time/clock.ts';
import type { StoreEvent } from '../events/catalogue.ts';
import type { Mint } from './mint.ts';

export interface IntakeDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly specs: readonly JourneySpec[];
  /** Knows again who was erased; without it nobody can be. */
  readonly nameHash?: NameHash | undefined;
  /** Ids are drawn; a backtest derives them, so that the same past always gives the same ones. */
  readonly mint?: Mint;
}

/** An event that passed validation, with the proof of what was received. */
export interface Received {
  readonly event: StoreEvent;
  /** As received. */
  readonly body: unknown;
  /** SHA-256 of the body. */
  readonly hash: string;
}

/** What became of an event. */
export type Fate =
  | { readonly fate: 'applied' | 'duplicate' | 'conflict' }
  | { readonly fate: 'ignored'; readonly reason: IgnoredReason }
  | { readonly fate: 'quarantined'; readonly reason: QuarantineReason };

export interface Accepted {
  readonly fate: Fate;
  /** True when Temporal has something to be told. */
  readonly told: boolean;
  /** Of a quarantined event: the code of the error that it met, for the log. */
  readonly code?: string;
}

/** How an event came: posted by the store now, or read from a file of its past. */
export type Origin = 'posted' | 'imported';
