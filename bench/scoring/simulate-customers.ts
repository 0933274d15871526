import { seededRandom } from '../../domain/random.ts';

/** Customers of a made-up shop, one a call of `next`: statistics in weeks, of whole days. */
export interface SimulatedCustomers {
  readonly next: () => { readonly x: number; readonly tx: number; readonly T: number; readonly meanSpend: number };
}

/** As MBG/NBD has it: they buy at their own pace, and after each purchase leave with their own probability. */
export const simulateCustomers = (seed: number): SimulatedCustomers => {
  const random = seededRandom(seed);
  const exponential = (): number => -Math.log(1 - random());
  return {
    next: () => {
      const days = 30 + Math.floor(random() * 700);
      // Gamma and Beta of shape 1, thinned: the spread of a real shop, and cheap to draw.
      const rate = exponential() * exponential() * 0.02;
      const leaves = random() ** 2;
      let last = 0;
      let x = 0;
      let at = 0;
      while (random() >= leaves) {
        at += 1 + exponential() / rate;
        if (at > days) break;
        last = Math.floor(at);
        x += 1;
      }
      return { x, tx: last / 7, T: days / 7, meanSpend: x === 0 ? 0 : 10 + 60 * random() };
    },
  };
};
