import { probabilityAlive } from '../models/beta-geometric/alive.ts';
import { ordersIfAlive } from '../models/beta-geometric/expected-orders.ts';
import type { BetaGeometricModel, BetaGeometricParameters } from '../models/beta-geometric/parameters.ts';
import type { HistoryColumns } from '../statistics.ts';
import { rememberByCountAndTime } from './by-count-and-time.ts';

/** Purchases that the model expects of each customer within `t`, as a column. */
export const expectOrders = (
  model: BetaGeometricModel,
  parameters: BetaGeometricParameters,
  { x, tx, T }: HistoryColumns,
  t: number,
): Float64Array => {
  const ifAlive = rememberByCountAndTime(1, (count, end, into) => {
    into[0] = ordersIfAlive(model, parameters, { x: count, T: end }, t);
  });
  const expected = new Float64Array(x.length);
  for (let i = 0; i < expected.length; i += 1) {
    const history = { x: x[i]!, tx: tx[i]!, T: T[i]! };
    expected[i] = ifAlive(history.x, history.T)[0]! * probabilityAlive(model, parameters, history);
  }
  return expected;
};
