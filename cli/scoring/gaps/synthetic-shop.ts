import { seededRandom } from '../../../domain/random.ts';
import type { LogLine } from '../orders/read-order-log.ts';

/** A shop whose customers' true gaps are known. */
export interface SyntheticShop {
  readonly lines: readonly LogLine[];
  readonly until: number;
  /** The true median of the gaps of a customer with a product, for one unit. */
  readonly trueDays: (customer: string, product: string) => number;
}

/**
 * 200 products that last 35 days or so by the catalogue, with what the catalogue does not know: a factor of the product
 * (deviation .25 of the logarithm), one of the customer with it (.35), and chance (.45). Quantities are 1 to 3.
 */
export const syntheticShop = (seed: number, customersPerProduct = 60): SyntheticShop => {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const lines: LogLine[] = [];
  const truth = new Map<string, number>();
  let until = 0;
  for (let p = 0; p < 200; p += 1) {
    const nominalDays = Math.exp(Math.log(35) + 0.5 * normal());
    const ofProduct = nominalDays * Math.exp(0.25 * normal());
    for (let c = 0; c < customersPerProduct; c += 1) {
      const [customer, product] = [`${p * customersPerProduct + c}`, `p${p}`];
      const own = ofProduct * Math.exp(0.35 * normal());
      truth.set(`${customer} ${product}`, own);
      const purchases = 2 + Math.floor(random() * 6);
      let day = Math.floor(random() * 60);
      for (let i = 0; i < purchases; i += 1) {
        const quantity = 1 + Math.floor(random() * 3);
        lines.push({ customer, product, nominalDays, quantity, day, amount: 100 * quantity, currency: 'EUR' });
        until = Math.max(until, day);
        day += Math.max(1, Math.round(quantity * own * Math.exp(0.45 * normal())));
      }
    }
  }
  return { lines, until, trueDays: (customer, product) => truth.get(`${customer} ${product}`)! };
};
