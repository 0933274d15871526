import type { Database } from '../../db/client.ts';
import { readForeseen } from '../../db/facts/foreseen.ts';
import { readTraits } from '../../db/signals/read-traits.ts';
import { civilTime, dayMillis } from '../../domain/civil/day.ts';
import type { TraitsInput } from '../../domain/delivery.ts';
import { rfmProfile } from '../../domain/scores/rfm/profiles.ts';
import { readPrices } from '../../domain/scores/signals/reading.ts';
import { type CustomerTraits, nothingKnown } from '../../domain/scores/traits.ts';
import type { Clock } from '../../domain/time/clock.ts';

/** What stored scores, signals and segments say of the customer of a run, for a journey that branches by it: one statement. */
export const traitsOf = async (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  { run }: TraitsInput,
): Promise<CustomerTraits> => {
  const [row, offers] = await Promise.all([readTraits(db, run), readForeseen(db, { run })]);
  if (!row) return nothingKnown;
  const { customer, group, tier, segments, watches } = row;
  const day = civilTime(clock.now(), row.timezone).day / dayMillis;
  const { sensitive, explored } = readPrices(row.priceSensitive, { customer, day });
  return {
    group,
    profile: rfmProfile(group ?? undefined),
    tier,
    priceSensitive: sensitive,
    ...(Object.keys(offers).length > 0 && { offers }),
    segments: explored ? segments.filter((name) => name !== 'price-sensitive') : segments,
    watches,
  };
};
