import { lockSealedKeys, writeSealed } from '../../../db/access/api-keys.ts';
import { type Act, recordAct } from '../../../db/access/audit.ts';
import type { KeyDeps } from './keys.ts';
import { KeyRefusedError } from './errors.ts';

/**
 * Seals every signing key anew with the first of RELANCE_SECRET_KEYS, so that the others may be removed.
 *
 * @returns how many were sealed with another.
 * @throws SealBrokenError when one cannot be opened: nothing is changed then.
 */
export const resealKeys = async ({ db, clock, seal }: KeyDeps, actor: Act['actor']): Promise<number> => {
  if (!seal) throw new KeyRefusedError('RELANCE_SECRET_KEYS is not set: nothing can be sealed.');
  return db.transaction(async (queries) => {
    const keys = await lockSealedKeys(queries);
    const old = keys.filter(({ sealed }) => sealed !== null && !seal.isCurrent(sealed));
    for (const { id, storeId, sealed } of old) {
      await writeSealed(queries, id, seal.close(seal.open(sealed!, id), id));
      await recordAct(queries, { at: clock.now(), actor, act: 'key.resealed', subject: `key/${id}`, store: storeId });
    }
    return old.length;
  });
};
