import { timeToNextOrder } from '../models/beta-geometric/next-order.ts';
import { daysPerWeek } from '../orders/history.ts';
import { createScorer, type CustomerScore, type ScoringModels } from './score-customers.ts';

/** A customer's statistics as they are kept; days count from 1970-01-01, amounts are in minor units. */
export interface KeptStatistics {
  /** Days with a purchase, one at least. */
  readonly days: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly amount: number;
  /** Of the first of these days. */
  readonly firstAmount: number;
}

/** A score with the days on which the next order is expected, if the customer is alive; undefined: in no calendar. */
export interface DatedScore extends Omit<CustomerScore, 'medianTimeToNextOrder'> {
  /** Half buy by then. */
  readonly nextOrder: number | undefined;
  /** Four of five buy between these two. */
  readonly nextOrderFrom: number | undefined;
  readonly nextOrderTo: number | undefined;
}

/** In days: what is later is said of nobody. */
const century = 36_525;

/** Prepares to score customers from what is kept of them, as of a day; times of the models are in weeks. */
export const createRowScorer = (models: ScoringModels): ((kept: KeptStatistics, asOf: number) => DatedScore) => {
  const score = createScorer(models);
  return ({ days, firstDay, lastDay, amount, firstAmount }, asOf) => {
    const x = days - 1;
    // An order may be of a day that the clock has not come to.
    const until = Math.max(asOf, lastDay);
    const history = {
      x,
      tx: (lastDay - firstDay) / daysPerWeek,
      T: (until - firstDay) / daysPerWeek,
      meanSpend: x === 0 ? 0 : (amount - firstAmount) / x,
    };
    const { alive, churn, expectedOrders, medianTimeToNextOrder, expectedSpend, lifetimeValue } = score(history);
    const dayAfter = (weeks: number): number | undefined => {
      const wait = Math.ceil(weeks * daysPerWeek);
      return wait <= century ? until + wait : undefined;
    };
    return {
      alive,
      churn,
      expectedOrders,
      expectedSpend,
      lifetimeValue,
      nextOrder: dayAfter(medianTimeToNextOrder),
      nextOrderFrom: dayAfter(timeToNextOrder(models.parameters, history, 0.1)),
      nextOrderTo: dayAfter(timeToNextOrder(models.parameters, history, 0.9)),
    };
  };
};
