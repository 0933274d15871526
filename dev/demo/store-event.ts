import type { StoreEventType } from '../../domain/events.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** An event as a store posts it to `POST /v1/events`. */
export interface StoreEvent {
  /** The store's own: the same one again is answered `duplicate`. */
  readonly id: string;
  readonly type: StoreEventType;
  readonly occurredAt: Instant;
  readonly customer?: { readonly id: string; readonly email?: string };
  readonly data: Readonly<Record<string, unknown>>;
}
