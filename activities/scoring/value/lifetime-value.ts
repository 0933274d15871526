/** What a customer's purchases to come are worth: over how long, at which margin, discounted how. */
export interface Valuation {
  /** What is left of an amount after the cost of goods: 0.4 is 40 %. */
  readonly margin: number;
  /** Per period: 0.01 makes an amount a period later worth 1 % less. */
  readonly discount: number;
  readonly periods: number;
  /** Of a period, in the models' unit of time. */
  readonly periodLength: number;
}

/** Thrown when a valuation cannot be meant. */
export class ValuationError extends Error {
  override readonly name = 'ValuationError';
  readonly code = 'VALUATION_INVALID';
}

/** @throws ValuationError naming what is wrong */
export const checkValuation = ({ margin, discount, periods, periodLength }: Valuation): void => {
  if (!Number.isFinite(margin)) throw new ValuationError(`The margin is ${margin}. Give a share such as 0.4.`);
  if (!(discount > -1 && Number.isFinite(discount)))
    throw new ValuationError(`The discount is ${discount} a period. Give a share such as 0.01.`);
  if (!(Number.isSafeInteger(periods) && periods >= 1))
    throw new ValuationError(`There are ${periods} periods. Give a whole number from 1.`);
  if (!(periodLength > 0 && Number.isFinite(periodLength)))
    throw new ValuationError(`A period is ${periodLength} long. Give a time above 0.`);
};

/**
 * Purchases to come, those of the i-th period divided by (1 + discount)^i. `ordersBy` is how many are expected within a
 * time.
 */
export const discountedOrders = (
  ordersBy: (t: number) => number,
  { discount, periods, periodLength }: Omit<Valuation, 'margin'>,
): number => {
  let before = 0;
  let sum = 0;
  for (let period = 1; period <= periods; period += 1) {
    const by = ordersBy(period * periodLength);
    sum += (by - before) * (1 + discount) ** -period;
    before = by;
  }
  return sum;
};

/** Customer lifetime value: discounted purchases × what each is expected to bring × margin, in the amounts' unit. */
export const lifetimeValue = (ordersBy: (t: number) => number, spend: number, valuation: Valuation): number =>
  discountedOrders(ordersBy, valuation) * spend * valuation.margin;
