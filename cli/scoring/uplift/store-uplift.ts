import { readOfferUplifts } from '../../../db/uplift/offer-uplifts.ts';
import { leastUplift } from '../../../domain/uplift/fit-uplift.ts';
import { findStore } from '../../command/find-store.ts';
import { withDatabase } from '../../command/with-database.ts';
import { upliftLines } from './uplift-lines.ts';

export interface StoreUpliftOptions {
  readonly store: string;
  readonly json?: true;
}

/** `npm run score -- offers`: how customers react to each offer of a store, by its own experiments (R290). */
export const storeUplift = async ({ store: asked, json }: StoreUpliftOptions): Promise<void> =>
  withDatabase(async ({ db }) => {
    const store = await findStore(db, asked);
    const rows = await readOfferUplifts(db, store.id);
    if (json) return console.log(JSON.stringify(rows, null, 2));
    if (rows.length === 0)
      return console.log('No experiment drew an offer for some customers and none for others lately.');
    for (const { offer, fits, has, windowDays, money } of rows) {
      console.log(
        `${offer}: ${has.customers} customers of each arm or more, of whom ${has.buyers} ordered within ${windowDays} days (${has.experiments.join(', ')})`,
      );
      if (!fits) {
        console.log(
          `Too little: ${leastUplift.customers} customers and ${leastUplift.buyers} orders of each arm are needed.`,
        );
        continue;
      }
      console.log('share of customers who order');
      for (const line of upliftLines(fits.orders)) console.log(line);
      console.log(`${money} after the discount a customer, in minor units of ${store.currency}`);
      for (const line of upliftLines(fits.margin)) console.log(line);
    }
  });
