import type { Queries } from '../../db/client.ts';
import { readRenewedAt } from '../../db/freshness/renewed-at.ts';
import { readSection } from '../../db/policies/section.ts';
import { type Freshness, freshnessSentence, judgeFreshness, renewedNames } from '../../domain/freshness/freshness.ts';
import type { StoreId } from '../../domain/ids.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';

/** How old everything is that is kept of a store, beside what its policy allows (R115). */
export const reportFreshness = async (db: Queries, store: StoreId, now: Millis): Promise<readonly Freshness[]> => {
  const [times, limits, products] = await Promise.all([
    readRenewedAt(db, store, now),
    readSection(db, store, 'freshness', new Date(now)),
    readSection(db, store, 'products', new Date(now)),
  ]);
  return renewedNames.map((of) =>
    judgeFreshness(of, times[of], of === 'stock' ? products.freshFor.stock : limits[of], now),
  );
};

/** One of them as stores read it. */
export const freshnessView = (one: Freshness) => ({
  of: one.of,
  state: one.state,
  at: one.at === null ? null : toInstant(one.at),
  ageSeconds: one.age === null ? null : Math.round(one.age / 1_000),
  limit: one.limit,
  sentence: freshnessSentence(one),
});
