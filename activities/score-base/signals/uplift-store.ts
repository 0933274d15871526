import type { Database } from '../../../db/client.ts';
import { readSection } from '../../../db/policies/section.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import { writeOfferUplifts } from '../../../db/uplift/offer-uplifts.ts';
import { readDraws } from '../../../db/uplift/read-draws.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import { dayMillis } from '../../../domain/civil/day.ts';
import { upliftOfOffer } from '../../../domain/uplift/draws.ts';
import { dayOfStore } from '../store-scorer.ts';

/** So long after a draw orders count, and so long ago draws do: customers change. In days. */
const windowDays = 28;
const pastDays = 365;

/** The last part of a run: how customers react to each of the store's offers, by what its experiments drew (R290). */
export const upliftStore = async (
  { db, clock, beat }: { readonly db: Database; readonly clock: Clock; readonly beat: () => void },
  store: StoreRow,
): Promise<void> => {
  const now = clock.now();
  const [{ byId }, { margin }] = await Promise.all([
    readSection(db, store.id, 'offers', new Date(now)),
    readSection(db, store.id, 'shop', new Date(now)),
  ]);
  const offers = Object.keys(byId);
  const draws = await readDraws(db, {
    store: store.id,
    currency: store.currency,
    ...(margin !== null && { margin: margin / 100 }),
    offers,
    window: windowDays * dayMillis,
    since: new Date(now - (pastDays + windowDays) * dayMillis),
    until: new Date(now),
  });
  beat();
  const asOf = dayOfStore(store, now);
  const uplifts = offers
    .map((offer) => upliftOfOffer(draws, { offer, windowDays, money: margin === null ? 'revenue' : 'margin' }))
    .filter(({ has }) => has.experiments.length > 0)
    .map((uplift) => ({ ...uplift, storeId: store.id, asOf }));
  await writeOfferUplifts(db, store.id, asOf, uplifts);
};
