import type { AddressEvent } from '../../db/customers/address-events.ts';
import type { ProviderEvent } from '../../db/ledger/provider-events.ts';

type Received = 'provider' | 'eventId' | 'receivedAt';

/** A provider's webhook, read: what it is about. `nothing`: acknowledged, and not kept. */
export type Told =
  | ({ readonly about: 'message' } & Omit<ProviderEvent, Received>)
  | ({ readonly about: 'address' } & Omit<AddressEvent, Received>)
  | { readonly about: 'nothing'; readonly type: string };
