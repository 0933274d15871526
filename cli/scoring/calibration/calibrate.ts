import { errorsOf } from '../../../activities/scoring/holdout/errors.ts';
import { areaUnderCurve } from '../../../activities/scoring/holdout/ranking.ts';
import { fitBetaGeometric } from '../../../activities/scoring/models/beta-geometric/fit.ts';
import { probabilityOfOrder } from '../../../activities/scoring/models/beta-geometric/next-order.ts';
import type { BetaGeometricModel } from '../../../activities/scoring/models/beta-geometric/parameters.ts';
import { daysPerWeek, historyOf } from '../../../activities/scoring/orders/history.ts';
import type { OrderLine } from '../../../activities/scoring/orders/order-line.ts';
import { purchaseDays } from '../../../activities/scoring/orders/purchase-days.ts';
import { expectOrders } from '../../../activities/scoring/score/expect-orders.ts';

/** Customers of one kind: what the model foresaw of each on average, and what came. */
export interface Bin {
  readonly name: string;
  readonly customers: number;
  readonly foreseen: number;
  readonly actual: number;
}

/** How a model that knows an order log up to a day foresees the weeks after it. */
export interface Calibration {
  readonly customers: number;
  readonly orders: { readonly foreseen: number; readonly actual: number; readonly mae: number; readonly rmse: number };
  /** Of who buys at all. `brier` is the mean squared error of the probabilities, `baseRate` that of the same one for all. */
  readonly buyers: {
    readonly foreseen: number;
    readonly actual: number;
    readonly auc: number;
    readonly brier: number;
    readonly baseRate: number;
  };
  /** Orders a customer, by the purchases before; the last bin holds all who had more. */
  readonly byPurchases: readonly Bin[];
  /** The share of customers who buy, by the tenth of the foreseen probability that they are in. */
  readonly byProbability: readonly Bin[];
}

/** The last bin of purchases. */
const many = 7;
const tenths = 10;

/** @throws UnfittableError */
export const calibrate = (
  lines: readonly OrderLine[],
  {
    model,
    until,
    weeks,
    currency,
  }: {
    readonly model: BetaGeometricModel;
    readonly until: number;
    readonly weeks: number;
    readonly currency: string;
  },
): Calibration => {
  const known = purchaseDays(lines, { until, currency }).customers;
  const whole = purchaseDays(lines, { until: until + weeks * daysPerWeek, currency }).customers;
  const rows = Array.from(known, ([customer, days]) => ({
    history: historyOf(days, until),
    later: (whole.get(customer)?.length ?? days.length) - days.length,
  }));
  const column = (name: 'x' | 'tx' | 'T') => Float64Array.from(rows, ({ history }) => history[name]);
  const columns = { x: column('x'), tx: column('tx'), T: column('T') };
  const { parameters } = fitBetaGeometric(model, columns);
  const said = expectOrders(model, parameters, columns, weeks);
  const actual = rows.map(({ later }) => later);
  const weight = rows.map(() => 1);
  const { mae, rmse, said: foreseen, actual: came } = errorsOf({ said, actual, weight });
  const bought = actual.map((orders) => Math.min(1, orders));
  const buys = rows.map(({ history }) => probabilityOfOrder(model, parameters, history, weeks));
  const share = mean(bought);
  return {
    customers: rows.length,
    orders: { foreseen, actual: came, mae, rmse },
    buyers: {
      foreseen: sum(buys),
      actual: sum(bought),
      auc: areaUnderCurve(said, bought, weight),
      brier: errorsOf({ said: buys, actual: bought, weight }).rmse ** 2,
      baseRate: share * (1 - share),
    },
    byPurchases: Array.from({ length: many + 1 }, (_, x) => {
      const own = rows.flatMap(({ history }, i) => (Math.min(many, history.x) === x ? [i] : []));
      return binOf(x === many ? `${many}+` : String(x), own, said, actual);
    }),
    byProbability: inTenths(buys).map((own, i) => binOf(`${i * tenths}–${(i + 1) * tenths} %`, own, buys, bought)),
  };
};

/** Rows by the tenth of the probability that they are in. */
const inTenths = (buys: readonly number[]): readonly (readonly number[])[] => {
  const bins: number[][] = Array.from({ length: tenths }, () => []);
  for (const [i, share] of buys.entries()) bins[Math.min(tenths - 1, Math.floor(share * tenths))]!.push(i);
  return bins;
};

const binOf = (name: string, own: readonly number[], said: ArrayLike<number>, actual: ArrayLike<number>): Bin => ({
  name,
  customers: own.length,
  foreseen: mean(own.map((i) => said[i]!)),
  actual: mean(own.map((i) => actual[i]!)),
});

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : sum(values) / values.length);
