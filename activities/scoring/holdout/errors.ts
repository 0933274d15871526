/** What was foreseen and what came, one entry a customer (or gap); `weight` says how many it stands for. */
export interface Foreseen {
  readonly said: ArrayLike<number>;
  readonly actual: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
}

export interface Errors {
  readonly count: number;
  /** Mean absolute error, and the root of the mean squared one. */
  readonly mae: number;
  readonly rmse: number;
  /** Sums. */
  readonly said: number;
  readonly actual: number;
}

/** How far off predictions were; all are 0 without any. */
export const errorsOf = ({ said, actual, weight }: Foreseen): Errors => {
  let count = 0;
  let absolute = 0;
  let squared = 0;
  let sumSaid = 0;
  let sumActual = 0;
  for (let i = 0; i < said.length; i += 1) {
    const many = weight[i]!;
    const error = said[i]! - actual[i]!;
    count += many;
    absolute += many * Math.abs(error);
    squared += many * error * error;
    sumSaid += many * said[i]!;
    sumActual += many * actual[i]!;
  }
  const mean = (sum: number): number => (count > 0 ? sum / count : 0);
  return { count, mae: mean(absolute), rmse: Math.sqrt(mean(squared)), said: sumSaid, actual: sumActual };
};
