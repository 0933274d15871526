import type { AddressEvent } from '../../db/customers/address-events.ts';
import type { ProviderEvent } from '../../db/ledger/provider-events.ts';

type Received = 'provider' | 'eventId' | 'receivedAt';

/** A provider's webhook, read: what it is about. `nothing` and `question`: not kept. */
export type Told =
  | ({ readonly about: 'message' } & Omit<ProviderEvent, Received>)
  | ({ readonly about: 'address' } & Omit<AddressEvent, Received>)
  | { readonly about: 'nothing'; readonly type: string }
  /** A question of the address's owner that is answered, and changes nothing. */
  | { readonly about: 'question'; readonly type: string; readonly address: string };
