import { gaussLegendre } from '../../special/gauss-legendre.ts';
import type { ParetoParameters } from './parameters.ts';

/**
 * What every formula of Pareto/NBD needs: integrals over `from` ≤ u ≤ `to` of
 * ((alpha + from) / (alpha + u))^shape ((beta + from) / (beta + u))^s / (base + u), base being alpha (a purchase at u)
 * or beta (the end of the lifetime at u). The papers write them as a difference of two ₂F₁, which cancels; the
 * integrand is positive, and analytic in the logarithm of the distance from the smaller of −alpha and −beta, so that a
 * Gauss–Legendre rule of few points is exact to double precision.
 */
export interface Span {
  readonly parameters: ParetoParameters;
  readonly shape: number;
  readonly from: number;
  readonly to: number;
}

const { nodes, weights } = gaussLegendre(16);

/** A panel is at most this wide, the nearest singularity being π away … */
const widest = 3;
/** … and the integrand falls at most by e^−this across it. */
const steepest = 16;

/** Calls `add` with each point u and the weight of the integrand's numerator × du / (base + u) there. */
export const integrate = (span: Span, base: 'alpha' | 'beta', add: (u: number, weight: number) => void): void => {
  const { parameters, shape, from, to } = span;
  const { alpha, beta, s } = parameters;
  const near = Math.min(alpha, beta);
  const over = parameters[base];
  const end = Math.log1p((to - from) / (near + from));
  const decay = (passed: number): number =>
    shape * Math.log1p(passed / (alpha + from)) + s * Math.log1p(passed / (beta + from));
  let sum = 0;
  let y = 0;
  while (y < end) {
    let width = Math.min(widest, end - y);
    while (steepness(span, y + width) * width > steepest) width /= 2;
    for (let i = 0; i < nodes.length; i += 1) {
      const at = y + (width * (nodes[i]! + 1)) / 2;
      const passed = (near + from) * Math.expm1(at);
      const u = from + passed;
      const weight = ((weights[i]! * width) / 2) * Math.exp(-decay(passed)) * ((near + u) / (over + u));
      sum += weight;
      add(u, weight);
    }
    y += width;
    // All that is left is smaller than this.
    if (Math.exp(-decay((near + from) * Math.expm1(y))) * (end - y) < 1e-18 * sum) return;
  }
};

/** How fast the exponent grows at `y`, the fastest up to there. */
const steepness = ({ parameters: { alpha, beta, s }, shape, from }: Span, y: number): number => {
  const near = Math.min(alpha, beta) + from;
  const u = near * Math.exp(y);
  return (shape * u) / (alpha + from + u - near) + (s * u) / (beta + from + u - near) + 1;
};

/** The integral itself. */
export const integral = (span: Span, base: 'alpha' | 'beta'): number => {
  let sum = 0;
  integrate(span, base, (_u, weight) => {
    sum += weight;
  });
  return sum;
};
