import type { DemoClock } from '../../../domain/time/clock.ts';
import type { SeasonCalendar } from '../../../domain/time/season.ts';

/** One row of the raw file, read by the judge itself. */
export interface RawRow {
  /** Line of the file, the header being line 1. */
  readonly line: number;
  readonly user: string;
  readonly session: string;
  readonly event: string;
}

/** One event with the answer that the store got. */
export interface AnsweredEvent {
  readonly id: string;
  readonly type: string;
  /** By the store's clock, in milliseconds. */
  readonly occurredAt: number;
  /** By the machine's clock, in milliseconds: when its 202 arrived. */
  readonly answeredAt: number;
  readonly fate: string;
  readonly customer?: string;
  readonly email?: string;
  readonly cart?: string;
  readonly consent?: 'granted' | 'withdrawn';
}

/** One acceptance in the provider's own record. Instants by the machine's clock, in milliseconds. */
export interface Acceptance {
  readonly key: string;
  readonly to: string;
  /** The cart that the message links to. */
  readonly cart: string;
  /** `reminder`, `reassurance`, `offer`: the template named by the key. */
  readonly step: string;
  /** The instant of the claim, carried by the message; NaN when it carries none. */
  readonly claimedAt: number;
  readonly acceptedAt: number;
}

/** Everything that the judge looks at: the raw file, what the store was answered, what the provider accepted. */
export interface Evidence {
  readonly rows: readonly RawRow[];
  readonly events: readonly AnsweredEvent[];
  readonly acceptances: readonly Acceptance[];
  readonly clock: DemoClock;
  readonly calendar: SeasonCalendar;
  /** When the run was over, by the machine's clock. */
  readonly endedAt: number;
}
