import type { Queries } from '../client.ts';
import { suppressions } from '../schema/index.ts';
import { liftSuppression, type StoreAddress, suppressionKey } from './suppressions.ts';

/** Keeps marketing from addresses for a time that their owner chose. Their consent stays as it is. */
export const pause = async (
  transaction: Queries,
  addresses: readonly StoreAddress[],
  times: { readonly at: Date; readonly until: Date },
): Promise<void> => {
  if (addresses.length === 0) return;
  await transaction
    .insert(suppressions)
    .values(addresses.map((one) => ({ ...one, ...times, reason: 'paused' as const, purpose: 'marketing' as const })))
    .onConflictDoUpdate({ target: suppressionKey, set: times });
};

/** Ends the pause of addresses before its time. */
export const liftPauses = async (transaction: Queries, addresses: readonly StoreAddress[], at: Date): Promise<void> => {
  for (const address of addresses) await liftSuppression(transaction, { ...address, reason: 'paused' }, at);
};
