import type { Database, Queries } from '../../../db/client.ts';
import { readSection } from '../../../db/policies/section.ts';
import { dayNumber } from '../../../db/scoring/days.ts';
import { listCampaigns } from '../../../db/season/campaigns.ts';
import { readSignalLevels, type SignalLevelsRow } from '../../../db/signals/levels.ts';
import { readSources } from '../../../db/signals/read-sources.ts';
import { dropSignals, writeSignals } from '../../../db/signals/write-signals.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import type { PastEvent } from '../../../domain/scores/signals/event-score.ts';
import type { SignalsPolicy } from '../../../domain/policy/signals.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import { signalsOf } from '../../scoring/signals/signals-of.ts';
import { dayOfStore } from '../store-scorer.ts';
import { lastEvent } from './last-event.ts';
import { isUnknown, sourcesOf } from './sources-of.ts';

/** Says the signals of customers of one store, as of an instant. */
export interface Signaller {
  readonly store: Pick<StoreRow, 'id' | 'timezone'>;
  readonly levels: SignalLevelsRow;
  readonly policy: SignalsPolicy;
  readonly now: Millis;
  readonly event?: PastEvent;
}

/** Undefined: nothing was counted in the store yet, and the run of the night says what is usual. */
export const readSignaller = async (
  queries: Queries,
  store: Pick<StoreRow, 'id' | 'timezone'>,
  now: Millis,
): Promise<Signaller | undefined> => {
  const [levels, policy, campaigns] = await Promise.all([
    readSignalLevels(queries, store.id),
    readSection(queries, store.id, 'signals', new Date(now)),
    listCampaigns(queries, store.id),
  ]);
  const event = lastEvent(campaigns, store.timezone, now);
  return levels && { store, levels, policy, now, ...(event && { event }) };
};

/** Who holds a customer's lock has it for moments: then they are asked for again. */
const mostTries = 3;

/** Makes and keeps the signals of customers; of whom nothing is known any more they are forgotten. */
export const signalCustomers = async (
  db: Database,
  { store, levels, policy, now, event }: Signaller,
  customers: readonly CustomerId[],
): Promise<void> => {
  const asOf = dayOfStore(store, now);
  const time = { now, today: dayNumber(asOf), ...(event && { event }) };
  let left = customers;
  for (let tries = 0; tries < mostTries && left.length > 0; tries += 1) {
    const asked = left;
    left = await db.transaction(async (queries) => {
      const rows = await readSources(queries, { store: store.id, customers: asked, now: new Date(now) });
      const sources = sourcesOf(store, asked, rows);
      await dropSignals(
        queries,
        sources.filter(isUnknown).map(({ customer }) => customer),
      );
      const signals = sources
        .filter((one) => !isUnknown(one))
        .map((one) => ({ customer: one.customer, ...signalsOf(one, levels.levels, policy, time) }));
      const kept = new Set(
        await writeSignals(queries, {
          store: store.id,
          levelsVersion: levels.version,
          asOf,
          at: new Date(now),
          signals,
        }),
      );
      return signals.flatMap(({ customer }) => (kept.has(customer) ? [] : [customer]));
    });
  }
};
