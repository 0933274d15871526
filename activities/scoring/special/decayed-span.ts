/**
 * ∫₀ˡ e^(−k u) du = (1 − e^(−k l)) / k, for any sign of `rate` k: at 0 it is `length` itself, and near 0 no digit is
 * lost. A negative rate grows; what is too large for a double is Infinity.
 */
export const decayedSpan = (rate: number, length: number): number => {
  const exponent = rate * length;
  // Below this the second term of the series is under a thousandth of the last digit; at 0 the quotient is 0 / 0.
  return Math.abs(exponent) < 1e-18 ? length : -Math.expm1(-exponent) / rate;
};
