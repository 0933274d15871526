/**
 * What the models need to know of one customer's past: the sufficient statistics of Fader, Hardie and Lee (2005).
 * Orders of one day are one purchase. The unit of time is the week unless a caller keeps to another throughout.
 */
export interface PurchaseHistory {
  /** Days with a purchase after the first such day. */
  readonly x: number;
  /** From the first to the last purchase; 0 when `x` is 0. */
  readonly tx: number;
  /** From the first purchase to the end of what was observed. */
  readonly T: number;
}

/** The same with what the customer spends. */
export interface SpendingHistory {
  readonly x: number;
  /** Mean net amount of the repeat purchase days, in the store's currency; 0 when `x` is 0. */
  readonly meanSpend: number;
}

/**
 * Many customers, one column a statistic; every column has the same length. `weight` says how many customers a row
 * stands for; without it each row is one.
 */
export interface HistoryColumns {
  readonly x: ArrayLike<number>;
  readonly tx: ArrayLike<number>;
  readonly T: ArrayLike<number>;
  readonly weight?: ArrayLike<number>;
}

export interface SpendingColumns {
  readonly x: ArrayLike<number>;
  readonly meanSpend: ArrayLike<number>;
  readonly weight?: ArrayLike<number>;
}

/** Why nobody can have this history; undefined when somebody can. */
export const historyFlaw = (x: number, tx: number, T: number): string | undefined => {
  if (!(Number.isSafeInteger(x) && x >= 0)) return `x is ${x}, not a number of purchases`;
  if (!(tx >= 0 && Number.isFinite(T))) return `t_x is ${tx} and T is ${T}: no times since then`;
  if (!(tx <= T)) return `the last purchase (${tx}) is later than the end (${T})`;
  return x === 0 && tx !== 0 ? `x is 0 and t_x is ${tx}: without a repeat purchase it is 0` : undefined;
};
