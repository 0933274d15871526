import { createHash } from 'node:crypto';
import type { Random } from '../../domain/random.ts';

/** A seed for one purpose, made from the run's: parts do not depend on which others run. */
export const seedOf = (seed: number, purpose: string): number =>
  createHash('sha256').update(`${seed}/${purpose}`).digest().readUInt32BE(0);

/** A whole number from `from` to `to`, both included. */
export const between = (random: Random, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1));

export const pick = <Item>(random: Random, items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;

/** The items in an order drawn from `random` (Fisher-Yates). */
export const shuffled = <Item>(random: Random, items: readonly Item[]): Item[] => {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = between(random, 0, last);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
};
