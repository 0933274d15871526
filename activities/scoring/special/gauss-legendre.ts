/** Nodes and weights of a rule on [−1, 1]. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The Gauss–Legendre rule of `count` points, exact for polynomials up to degree 2 count − 1. The nodes are the zeros
 * of the Legendre polynomial, found by Newton's method (Abramowitz and Stegun 25.4.29).
 */
export const gaussLegendre = (count: number): Quadrature => {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let { value, slope } = legendre(count, x);
    for (let step = 0; step < 50 && Math.abs(value) > 1e-17; step += 1) {
      const next = x - value / slope;
      if (next === x) break;
      x = next;
      ({ value, slope } = legendre(count, x));
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
};

const legendre = (degree: number, x: number): { readonly value: number; readonly slope: number } => {
  let before = 1;
  let value = x;
  for (let k = 2; k <= degree; k += 1) {
    const next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
    before = value;
    value = next;
  }
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) };
};
