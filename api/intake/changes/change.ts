import type { Queries } from '../../../db/client.ts';
import type { ProductRow } from '../../../db/shop/products.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import type { LookedAt } from '../../../domain/intents/detect.ts';
import type { IgnoredReason } from '../../../domain/reasons.ts';
import type { StoreEvent } from '../../events/catalogue.ts';
import type { Derived } from '../derive.ts';
import type { Identified } from '../identify.ts';

/** What an event's state is applied with: its customers are locked. */
export interface ChangeContext {
  readonly queries: Queries;
  readonly store: StoreRow;
  /** Absent for events about products. */
  readonly customers?: Identified | undefined;
  /** When the event happened. */
  readonly at: Date;
  /** The store's time. */
  readonly now: Date;
}

/** What became of the state that an event speaks of. */
export interface Change {
  readonly changed: boolean;
  /** Why nothing changed. */
  readonly reason?: IgnoredReason;
  /** The event is a sign-up that counts only once it is confirmed: it is asked about, or is not. */
  readonly unconfirmed?: 'asked' | 'refused';
  /** The event's subject was not known before. */
  readonly isNew?: true;
  /** Everything that is counted of what the customer looked at, after one more look. */
  readonly looked?: readonly LookedAt[];
  /** What follows from it for journeys, besides itself. */
  readonly derives?: readonly Derived[];
  /** A product that is not as it was. */
  readonly product?: { readonly before: ProductRow; readonly after: ProductRow };
  /** The event's subject was bought: nothing can ever start from it. */
  readonly ordered?: boolean;
}

export const applied: Change = { changed: true };
export const outdated: Change = { changed: false, reason: 'outdated' };

/** One event type's data and envelope. */
export type EventOf<Type extends StoreEvent['type']> = Extract<StoreEvent, { readonly type: Type }>;
