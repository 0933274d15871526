import { probabilityAlive } from '../models/beta-geometric/alive.ts';
import { ordersIfAlive } from '../models/beta-geometric/expected-orders.ts';
import { medianTimeToNextOrder } from '../models/beta-geometric/next-order.ts';
import type { BetaGeometricModel, BetaGeometricParameters } from '../models/beta-geometric/parameters.ts';
import { expectedSpend, type GammaGammaParameters } from '../models/gamma-gamma/gamma-gamma.ts';
import type { PurchaseHistory, SpendingHistory } from '../statistics.ts';
import { checkValuation, discountedOrders, type Valuation } from '../value/lifetime-value.ts';
import { rememberByCountAndTime } from './by-count-and-time.ts';

/** Fitted models and what they are asked. */
export interface ScoringModels {
  readonly model: BetaGeometricModel;
  readonly parameters: BetaGeometricParameters;
  /** In the unit of the amounts; without it nothing is said of money. */
  readonly spend?: GammaGammaParameters;
  /** Churn is to buy nothing within this time. */
  readonly churnWithin: number;
  /** Expected orders are those within this time. */
  readonly ordersWithin: number;
  readonly valuation: Valuation;
}

/** What the models say of one customer; times in the models' unit, amounts in that of `meanSpend`. */
export interface CustomerScore {
  readonly alive: number;
  readonly churn: number;
  readonly expectedOrders: number;
  /** If alive, half of such customers buy within it. */
  readonly medianTimeToNextOrder: number;
  /** Of an order to come; undefined without a model of spend. */
  readonly expectedSpend: number | undefined;
  readonly lifetimeValue: number | undefined;
}

/** Thrown when the spend of a store's customers has no mean: no value can be told. */
export class SpendHasNoMeanError extends Error {
  override readonly name = 'SpendHasNoMeanError';
  readonly code = 'SPEND_HAS_NO_MEAN';
}

/**
 * Prepares to score customers, one by one or by the million. A customer whose amounts came to nothing is taken to spend
 * what all do.
 *
 * @throws SpendHasNoMeanError, ValuationError
 */
export const createScorer = (
  models: ScoringModels,
): ((history: PurchaseHistory & SpendingHistory) => CustomerScore) => {
  const { model, parameters, spend, churnWithin, ordersWithin, valuation } = models;
  checkValuation(valuation);
  if (spend && spend.q <= 1)
    throw new SpendHasNoMeanError(
      `The model of spend has q = ${spend.q}: up to 1 it has no mean. Fit it to more customers, or score without it.`,
    );
  const ifAlive = rememberByCountAndTime(4, (x, T, into) => {
    const history = { x, T };
    const ordersBy = (t: number): number => ordersIfAlive(model, parameters, history, t);
    into[0] = ordersBy(ordersWithin);
    into[1] = spend ? discountedOrders(ordersBy, valuation) * valuation.margin : 0;
    into[2] = -Math.expm1(-(parameters.r + x) * Math.log1p(churnWithin / (parameters.alpha + T)));
    into[3] = medianTimeToNextOrder(parameters, history);
  });
  return (history) => {
    const known = ifAlive(history.x, history.T);
    // By their places: to destructure a typed array walks it as an iterator.
    const orders = known[0]!;
    const worth = known[1]!;
    const buys = known[2]!;
    const median = known[3]!;
    const alive = probabilityAlive(model, parameters, history);
    const each = spend && expectedSpend(spend, history.meanSpend > 0 ? history : { x: 0, meanSpend: 0 });
    return {
      alive,
      churn: 1 - alive * buys,
      expectedOrders: alive * orders,
      medianTimeToNextOrder: median,
      expectedSpend: each,
      lifetimeValue: each === undefined ? undefined : alive * worth * each,
    };
  };
};
