import type { StoreEventType } from '../../domain/events.ts';
import type { Channel } from '../../domain/journey.ts';
import type { Locale } from '../../domain/templates.ts';
import type { Duration } from '../../domain/time/duration.ts';

/** What happens to somebody so long after the beginning; what is not said is as in the event's example. */
export interface LifeEvent {
  readonly type: StoreEventType;
  readonly after: Duration;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Somebody to try a journey on: what the shop has told of them before the journey begins. */
export interface Persona {
  /** One sentence: who it is, and what to look for. */
  readonly about: string;
  readonly firstName?: string;
  readonly locale: Locale;
  /** IANA. */
  readonly timezone: string;
  /** E.164; absent: no text messages. */
  readonly phone?: string;
  /** Channels on which they agreed to marketing; they have an e-mail address either way. */
  readonly agreedTo: readonly Channel[];
  /** Orders so long ago, with their totals in cents. */
  readonly orders: readonly { readonly ago: Duration; readonly total: number }[];
  /** How long ago they were last seen in the shop. */
  readonly seen?: Duration;
  /** What they do in the shop from then on, when the whole programme is played with them. */
  readonly life?: readonly LifeEvent[];
}
