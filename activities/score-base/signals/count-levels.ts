import type { Database } from '../../../db/client.ts';
import { readSection } from '../../../db/policies/section.ts';
import { dayNumber } from '../../../db/scoring/days.ts';
import { countCustomers, readSampledPage } from '../../../db/signals/customer-pages.ts';
import { readRfmCounts, readSignalLevels, writeSignalLevels } from '../../../db/signals/levels.ts';
import { readSources } from '../../../db/signals/read-sources.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { rfmCuts } from '../../../domain/scores/rfm/rfm.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import { judgeOffThread } from '../fits/off-thread/off-thread.ts';
import type { SignalSources } from '../../scoring/signals/sources.ts';
import { dayOfStore } from '../store-scorer.ts';
import { isUnknown, sourcesOf } from './sources-of.ts';

/** So many customers stand for all: more change no figure that anybody could see, and would have to be held at once. */
const enough = 10_000;
const page = 1_000;

/**
 * Counts what is usual in a store and keeps it, once a run. RFM is cut by all customers, the rest by a part of them, chosen
 * by their ids.
 */
export const countLevels = async (
  { db, clock, beat }: { readonly db: Database; readonly clock: Clock; readonly beat: () => void },
  store: StoreRow,
  run: string,
): Promise<void> => {
  if ((await readSignalLevels(db, store.id))?.runId === run) return;
  const now = clock.now();
  const today = dayNumber(dayOfStore(store, now));
  const policy = await readSection(db, store.id, 'signals', new Date(now));
  const rfm = rfmCuts(await readRfmCounts(db, store.id), { groups: policy.rfmGroups, today });
  beat();
  const share = Math.min(1, enough / Math.max(1, await countCustomers(db, store.id)));
  const customers: SignalSources[] = [];
  let after: CustomerId | null = null;
  for (;;) {
    const ids: readonly CustomerId[] = await readSampledPage(db, store.id, { after, limit: page, share });
    if (ids.length === 0) break;
    const asked = { store: store.id, customers: ids, now: new Date(now) };
    // On one connection: the others have messages to decide about.
    const rows = await db.transaction(async (queries) => readSources(queries, asked), { accessMode: 'read only' });
    customers.push(...sourcesOf(store, ids, rows).filter((one) => !isUnknown(one)));
    after = ids.at(-1)!;
    beat();
  }
  await writeSignalLevels(db, {
    storeId: store.id,
    levels: await judgeOffThread('signals', { customers, rfm, time: { now, today } }),
    customers: customers.length,
    share,
    runId: run,
    countedAt: new Date(now),
  });
};
