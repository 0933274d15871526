import { v7 } from 'uuid';
import type { Alias } from '../../db/customers/aliases.ts';
import type { CustomerId, RunId, StoreId } from '../../domain/ids.ts';
import type { RunKey } from '../../domain/run.ts';

/** Makes the ids of what intake sees for the first time. */
export interface Mint {
  /** `names`: as the event gives them, the strongest first. */
  customer(store: StoreId, names: readonly Alias[]): CustomerId;
  run(key: RunKey): RunId;
}

/** Drawn (RFC 9562, version 7): a customer who was erased and comes back is another one. */
export const drawnIds: Mint = {
  customer: () => v7() as CustomerId,
  run: () => v7() as RunId,
};
