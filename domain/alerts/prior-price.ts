import { durationMillis } from '../time/duration.ts';
import type { Millis } from '../time/instant.ts';
import type { PricedFrom } from './alert.ts';

/** The price that a reduction is announced against, and for how long before the reduction prices are known. */
export interface PriorPrice {
  readonly price: number;
  readonly knownMillis: Millis;
}

/** Directive 98/6/EC art. 6a (by directive (EU) 2019/2161); in France art. L112-1-1 of the code de la consommation. */
const period = durationMillis('30 days');

/**
 * The lowest price of the 30 days before the price of today was first applied: what a reduction is announced against,
 * whoever announces it. `history` in any order, the newest being today's. Undefined: nothing is known of before.
 */
export const priorPrice = (history: readonly PricedFrom[]): PriorPrice | undefined => {
  const told = history.toSorted((a, b) => a.at - b.at);
  const today = told.at(-1);
  if (!today) return undefined;
  const before = told.slice(0, told.findLastIndex((one) => !isSame(one, today)) + 1);
  const applied = told[before.length]!.at;
  // In another currency it says nothing; what came before that neither.
  const comparable = before.slice(before.findLastIndex(({ currency }) => currency !== today.currency) + 1);
  const inForce = comparable.filter((_, index) => (comparable[index + 1]?.at ?? applied) > applied - period);
  if (inForce.length === 0) return undefined;
  return { price: Math.min(...inForce.map(({ price }) => price)), knownMillis: applied - comparable[0]!.at };
};

const isSame = (one: PricedFrom, other: PricedFrom): boolean =>
  one.price === other.price && one.currency === other.currency;
