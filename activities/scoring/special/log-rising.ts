import gammaln from '@stdlib/math-base-special-gammaln';

/** From here on Stirling's series with six terms is exact to double precision. */
const large = 12;

/**
 * ln (Γ(z + n) / Γ(z)), the logarithm of the rising factorial, for z > 0 and n ≥ 0, neither necessarily whole.
 * The difference of two large log-gammas loses the digits that they share: for large z the shared part is left out
 * (Abramowitz and Stegun 6.1.40).
 */
export const logRising = (z: number, n: number): number => {
  if (n === 0) return 0;
  if (z < large) return gammaln(z + n) - gammaln(z);
  return (z - 0.5) * Math.log1p(n / z) + n * (Math.log(z + n) - 1) + remainder(z + n) - remainder(z);
};

/** ln Γ(z) less its leading terms (z − ½) ln z − z + ½ ln 2π. */
const remainder = (z: number): number => {
  const q = 1 / (z * z);
  return (1 / 12 - q * (1 / 360 - q * (1 / 1260 - q * (1 / 1680 - q * (1 / 1188 - q * (691 / 360360)))))) / z;
};
