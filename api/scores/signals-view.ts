import { readSignalLevels } from '../../db/signals/levels.ts';
import { readIntentRows, readSignals } from '../../db/signals/read-signals.ts';
import { readOfferUplifts } from '../../db/uplift/offer-uplifts.ts';
import type { Queries } from '../../db/client.ts';
import { reachView } from './reach-view.ts';
import { readSection } from '../../db/policies/section.ts';
import { civilTime, dayMillis } from '../../domain/civil/day.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { rfmProfile } from '../../domain/scores/rfm/profiles.ts';
import { leastRfmCustomers } from '../../domain/scores/rfm/rfm.ts';
import { intentScore } from '../../domain/scores/signals/intent.ts';
import { leastCounted } from '../../domain/scores/signals/levels.ts';
import { hoursOfBin, readPrices } from '../../domain/scores/signals/reading.ts';
import { leastUplift } from '../../domain/uplift/fit-uplift.ts';
import { foresee } from '../../domain/uplift/foresee.ts';
import { upliftGroup } from '../../domain/uplift/group.ts';

interface Asked {
  readonly store: { readonly id: StoreId; readonly timezone: string };
  readonly customer: CustomerId;
  readonly now: number;
}

/**
 * What is said of a customer besides the models: each signal with its evidence, and null where too little is known, with
 * what the store must have at least. Intent is counted now, from what intake counted of their visit; the rest is stored.
 */
export const signalsView = async (queries: Queries, { store, customer, now }: Asked) => {
  const [row, levels, looked, policy, reach, uplifts] = await Promise.all([
    readSignals(queries, customer),
    readSignalLevels(queries, store.id),
    readIntentRows(queries, customer),
    readSection(queries, store.id, 'segments', new Date(now)),
    reachView(queries, { store: store.id, customer, now: new Date(now) }),
    readOfferUplifts(queries, store.id),
  ]);
  const intent = intentScore(looked.products, looked.checkouts, { now, since: looked.since });
  return {
    intent: { ...intent, cut: policy.highIntent.enter, high: intent.score >= policy.highIntent.enter },
    /** Now; how they answer is stored. */
    reach,
    stored: row
      ? {
          ...storedView(row, { customer, day: civilTime(now, store.timezone).day / dayMillis }),
          levels: levelsView(levels, row.levelsVersion),
          asOf: row.asOf,
          scoredAt: row.scoredAt,
        }
      : null,
    /** How customers of their group react to each offer that experiments draw. */
    offers: uplifts.map((uplift) => ({
      offer: uplift.offer,
      foreseen: foresee(uplift, upliftGroup(row ?? {})),
      windowDays: uplift.windowDays,
      money: uplift.money,
      has: uplift.has,
      asOf: uplift.asOf,
    })),
    /** Why nothing is stored. */
    fallback: row ? null : levels ? ('nothing_known' as const) : ('not_counted_yet' as const),
    needs: { rfm: leastRfmCustomers, ...leastCounted, offers: leastUplift },
  };
};

type Row = NonNullable<Awaited<ReturnType<typeof readSignals>>>;

const storedView = (row: Row, at: { readonly customer: CustomerId; readonly day: number }) => {
  const { affinity, prices, channels, hour, next, event } = row.details;
  const reading = readPrices(prices?.sensitive, at);
  return {
    rfm:
      row.rfmGroup === null
        ? null
        : {
            recency: row.recency,
            frequency: row.frequency,
            monetary: row.monetary,
            group: row.rfmGroup,
            profile: rfmProfile(row.rfmGroup),
          },
    tier: row.tier === null ? null : { tier: row.tier, by: row.tierBy, until: row.tierUntil },
    affinity: affinity ?? null,
    prices: prices ? { ...prices, ...reading } : null,
    channels,
    hour: hour ? { ...hoursOfBin(hour.bin), share: hour.share, by: hour.by, acts: hour.acts } : null,
    next: next ?? null,
    event: event ?? null,
  };
};

/** By what they were judged; null where another count has replaced it since. */
const levelsView = (levels: Awaited<ReturnType<typeof readSignalLevels>>, version: number) => ({
  version,
  customers: levels?.version === version ? levels.customers : null,
  rfmBy: levels?.version === version ? levels.levels.rfm.by : null,
  rfmGroups: levels?.version === version ? levels.levels.rfm.groups : null,
  nextHoldout: levels?.version === version ? (levels.levels.next?.holdout ?? null) : null,
});
