/** From here on the asymptotic series is exact to double precision. */
const large = 12;

/** ψ′(z), the second derivative of ln Γ(z), for z > 0: by recurrence and series (Abramowitz and Stegun 6.4.6, 6.4.12). */
export const trigamma = (z: number): number => {
  let below = 0;
  let at = z;
  for (; at < large; at += 1) below += 1 / (at * at);
  const q = 1 / (at * at);
  const series = 1 / 6 - q * (1 / 30 - q * (1 / 42 - q * (1 / 30 - q * (5 / 66 - q * (691 / 2730 - q * (7 / 6))))));
  return below + (1 + 0.5 / at + q * series) / at;
};
