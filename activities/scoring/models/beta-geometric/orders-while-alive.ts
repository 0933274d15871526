import { softplus } from '../../special/softplus.ts';

/** What the next purchases depend on: λ ~ Gamma(shape, rate), chance to leave p ~ Beta(a, stays). */
export interface AliveBuyer {
  readonly shape: number;
  readonly rate: number;
  readonly a: number;
  readonly stays: number;
}

/**
 * Purchases that a customer known to be alive makes within `t`: E[(1 − (1 + p t / rate)^(−shape)) / p] over p.
 * This is (a + stays − 1) / (a − 1) (1 − (rate / (rate + t))^shape ₂F₁(shape, stays; a + stays − 1; t / (rate + t)))
 * of the papers, in forms without its 0 / 0 at a = 1 and without differences of nearly equal numbers: a series, and a
 * quadrature where the series is long or its terms cancel.
 */
export const ordersWhileAlive = (buyer: AliveBuyer, t: number): number => {
  if (t === 0) return 0;
  const z = t / (buyer.rate + t);
  return (z <= longSeries ? series(buyer, t, z) : undefined) ?? quadrature(buyer, t / buyer.rate);
};

/** Beyond this argument the quadrature is the shorter way. */
const longSeries = 0.9;

/** Digits that terms of changing sign may take from each other. */
const cancelled = 100;

/**
 * (1 − z)^(a − 1) Σ D_n (a)_(n−1) / n! z^n, n ≥ 1: both 1 and the ₂F₁ of the papers, after Euler's transformation,
 * are (1 − z)^(a − 1) times a power series in z, and D_n = c (1 − (c − shape)_n / (c)_n), c = a + stays − 1, is the
 * difference of their coefficients, by recurrence. Undefined when too many digits cancel.
 */
const series = ({ shape, rate, a, stays }: AliveBuyer, t: number, z: number): number | undefined => {
  const c = a + stays - 1;
  let difference = shape;
  let factor = z;
  let sum = 0;
  let size = 0;
  for (let n = 1; n < 2000; n += 1) {
    const term = difference * factor;
    sum += term;
    size += Math.abs(term);
    // The ratio of two terms tends to z; before that (large a) it may exceed 1.
    if (n > a && Math.abs(term) * (1 / (1 - z)) < 1e-17 * Math.abs(sum)) {
      return size > cancelled * sum ? undefined : sum * Math.exp((1 - a) * Math.log1p(t / rate));
    }
    difference += ((c - difference) * shape) / (c + n);
    factor *= ((a + n - 1) / (n + 1)) * z;
  }
  return undefined;
};

/**
 * The expectation over p by the trapezoidal rule in v = ln(p / (1 − p)), which converges exponentially: the integrand
 * is analytic in the strip |Im v| < π and vanishes at both ends. Both tails are geometric series, summed as such.
 */
const quadrature = ({ shape, a, stays }: AliveBuyer, tau: number): number => {
  const peak = Math.log(a / stays);
  const step = Math.min(0.22, 0.6 * Math.sqrt(1 / a + 1 / stays));
  const top = a * peak - (a + stays) * softplus(peak);
  const weight = (v: number): number => Math.exp(a * v - (a + stays) * softplus(v) - top);
  const orders = (v: number): number => {
    const p = 1 / (1 + Math.exp(-v));
    return p === 0 ? shape * tau : -Math.expm1(-shape * Math.log1p(p * tau)) / p;
  };
  // Left of `low` the weight is e^(a v) and the orders are shape × tau; right of `high` the weight is e^(−stays v).
  const low = -38 - Math.log(Math.max(1, tau, tau * shape, a + stays));
  const high = 38 + Math.log(Math.max(1, a + stays));
  let mass = 0;
  let sum = 0;
  const addSide = (direction: 1 | -1, end: number, decay: number): void => {
    const steps = Math.max(0, Math.floor((direction * (end - peak)) / step));
    for (let k = direction === 1 ? 0 : 1; k <= steps; k += 1) {
      const v = peak + direction * k * step;
      const share = weight(v);
      const part = share * orders(v);
      mass += share;
      sum += part;
      if (share < 1e-19 * mass && part < 1e-19 * sum) return;
    }
    const tail = weight(peak + direction * steps * step) / Math.expm1(decay * step);
    mass += tail;
    sum += tail * orders(end);
  };
  addSide(1, high, stays);
  addSide(-1, low, a);
  return sum / mass;
};
