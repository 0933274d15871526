import { type Act, recordAct } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import { type ModelRow, promoteModel, readModelVersion } from '../../db/scoring/models.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { ModelKind } from '../../domain/scores/models.ts';
import { levelProducts } from './fits/products.ts';
import { dayOfStore } from './store-scorer.ts';

/** Which fit is put to use, by whom, when in the store's time, and why. */
export interface Promotion extends Pick<Act, 'at' | 'actor'> {
  readonly kind: ModelKind;
  readonly version: number;
  readonly why: string;
}

/**
 * Puts a fit of a store to use that is not used by itself; the next run scores everybody by it. One that is in use already
 * stays as it is.
 *
 * @returns undefined when the store has no such fit.
 */
export const promoteFit = async (
  db: Database,
  store: Pick<StoreRow, 'id' | 'timezone'>,
  { kind, version, at, actor, why }: Promotion,
): Promise<ModelRow | undefined> => {
  const row = await readModelVersion(db, store.id, kind, version);
  if (!row) return undefined;
  if (row.state === 'active') return row;
  return db.transaction(async (queries) => {
    await promoteModel(queries, row, actor, new Date(at));
    if (kind === 'products') await levelProducts(db, queries, { store: store.id, to: dayOfStore(store, at) }, row);
    const detail = { kind, version, why };
    await recordAct(queries, { at, actor, act: 'model.promoted', subject: `model/${row.id}`, store: store.id, detail });
    return readModelVersion(queries, store.id, kind, version);
  });
};
