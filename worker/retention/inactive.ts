import { listStores } from '../../db/pages/stores.ts';
import { eraseInactive, type EraseInactiveDeps } from '../../db/personal-data/inactive.ts';
import { readStorePolicy } from '../../db/policies/policies.ts';
import type { Clock } from '../../domain/time/clock.ts';

/**
 * Erases the inactive customers of those stores whose policy says so (R209); of every other store nobody.
 *
 * @returns how many, by store; stores that erase nobody are left out.
 */
export const applyInactivity = async (
  deps: EraseInactiveDeps & { readonly clock: Clock },
): Promise<Readonly<Record<string, { readonly prospect: number; readonly customer: number }>>> => {
  const erased: Record<string, { readonly prospect: number; readonly customer: number }> = {};
  for (const { id: store } of await listStores(deps.db)) {
    if (deps.stopping?.aborted) break;
    const now = new Date(deps.clock.now());
    const { policy } = await readStorePolicy(deps.db, store, now);
    const { inactivity } = policy.consent;
    if (!inactivity.erase) continue;
    erased[store] = await eraseInactive(deps, { store, policy: inactivity, now }, 'process:retention');
  }
  return erased;
};
