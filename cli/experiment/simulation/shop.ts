import type { Pair } from '../../../domain/experiments/samples/sample.ts';
import type { Random } from '../../../domain/random.ts';
import { gamma, logNormal, poisson } from './draws.ts';

/**
 * A shop whose truth is known: customers buy at rates of their own (gamma), for amounts of their own (log-normal), and
 * what is tried changes each one's rate differently. What they spent before comes from the same rate and amount.
 */
export interface Shop {
  /** Orders a customer in a window, on average. */
  readonly orders: number;
  /** Of the gamma: the smaller, the more differ heavy buyers from those who never buy. */
  readonly shape: number;
  /** In minor units. */
  readonly orderValue: number;
  /** Of the logarithm of a customer's own level, and of each order around it. */
  readonly levelSpread: number;
  readonly orderSpread: number;
  /** How much longer than the window the time before was. */
  readonly timesBefore: number;
}

/** Few large baskets weigh much, as in a real shop: the skewness of the outcome is about 6. */
export const usualShop: Shop = {
  orders: 0.4,
  shape: 0.6,
  orderValue: 5_000,
  levelSpread: 0.5,
  orderSpread: 0.4,
  timesBefore: 2,
};

/** One in eight buys at all, some for very much: the skewness is about 15. */
export const skewedShop: Shop = { ...usualShop, orders: 0.15, shape: 0.25, levelSpread: 0.9 };

/** What is tried: `lift` parts more orders on average, for half of the customers by `spread` more, for half by less. */
export interface Effect {
  readonly lift: number;
  readonly spread: number;
}

/** The true difference a customer, in minor units. */
export const trueDifference = ({ orders, orderValue }: Shop, { lift }: Effect): number => orders * orderValue * lift;

/** What one customer spent in the window, and before. */
export const spend = (shop: Shop, effect: Effect | undefined, random: Random): Pair => {
  const rate = (shop.orders * gamma(shop.shape, random)) / shop.shape;
  const own = effect ? 1 + effect.lift + (random() < 0.5 ? effect.spread : -effect.spread) : 1;
  const after = poisson(rate * Math.max(0, own), random);
  const before = poisson(rate * shop.timesBefore, random);
  if (after + before === 0) return [0, 0];
  const level = shop.orderValue * logNormal(shop.levelSpread, random);
  return [total(after, level, shop, random), total(before, level, shop, random)];
};

const total = (orders: number, level: number, { orderSpread }: Shop, random: Random): number => {
  let sum = 0;
  for (let left = orders; left > 0; left--) sum += Math.round(level * logNormal(orderSpread, random));
  return sum;
};
