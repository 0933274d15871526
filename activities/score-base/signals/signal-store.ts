import type { Database } from '../../../db/client.ts';
import { advanceSignals, type ScoringRunRow } from '../../../db/scoring/scoring-runs.ts';
import { readSampledPage } from '../../../db/signals/customer-pages.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import { countLevels } from './count-levels.ts';
import { readSignaller, signalCustomers } from './signaller.ts';

export interface SignalStoreDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly stopping: () => boolean;
  /** Told between pages how many customers are done. */
  readonly tell: (signalled: number) => void;
}

/** Customers of a page: locked while it is written, so few. Two are in work at once: while one is read the other is reckoned. */
const page = 500;

/**
 * The second part of a run: counts what is usual in the store, then says the signals of each customer, page by page in the
 * order of their ids, those who never bought among them. Goes on where it was stopped.
 *
 * @returns false when it was asked to stop.
 */
export const signalStore = async (
  { db, clock, stopping, tell }: SignalStoreDeps,
  store: StoreRow,
  run: ScoringRunRow,
): Promise<boolean> => {
  let { signalsAfter: after, signalled } = run;
  tell(signalled);
  if (stopping()) return false;
  await countLevels({ db, clock, beat: () => tell(signalled) }, store, run.id);
  const signaller = (await readSignaller(db, store, clock.now()))!;
  for (;;) {
    if (stopping()) return false;
    const customers = await readSampledPage(db, store.id, { after, limit: 2 * page });
    const last = customers.at(-1);
    if (!last) return true;
    await Promise.all(
      [customers.slice(0, page), customers.slice(page)].map((some) => signalCustomers(db, signaller, some)),
    );
    await advanceSignals(db, run.id, last, customers.length);
    after = last;
    signalled += customers.length;
    tell(signalled);
  }
};
