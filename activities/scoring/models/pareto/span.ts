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

/**
 * Calls `add` with the weight of the integrand's numerator × du / (base + u) at each point u, and the logarithms of
 * (alpha + u) / (alpha + from) and (beta + u) / (beta + from) there.
 */
export const integrate = (
  span: Span,
  base: 'alpha' | 'beta',
  add: (u: number, weight: number, logAlpha: number, logBeta: number) => void,
): void => {
  const { parameters, shape, from, to } = span;
  const { alpha, beta, s } = parameters;
  const alphaIsNear = alpha <= beta;
  const near = (alphaIsNear ? alpha : beta) + from;
  const far = (alphaIsNear ? beta : alpha) + from;
  const over = parameters[base] + from;
  const [byNear, byFar] = alphaIsNear ? [shape, s] : [s, shape];
  const end = Math.log1p((to - from) / near);
  let sum = 0;
  let y = 0;
  while (y < end) {
    let width = Math.min(widest, end - y);
    while (steepness(near, far, byNear, byFar, y + width) * width > steepest) width /= 2;
    for (let i = 0; i < nodes.length; i += 1) {
      const at = y + (width * (nodes[i]! + 1)) / 2;
      const passed = near * Math.expm1(at);
      const logFar = Math.log1p(passed / far);
      const weight =
        ((weights[i]! * width) / 2) * Math.exp(-byNear * at - byFar * logFar) * ((near + passed) / (over + passed));
      sum += weight;
      if (alphaIsNear) add(from + passed, weight, at, logFar);
      else add(from + passed, weight, logFar, at);
    }
    y += width;
    // All that is left is smaller than this.
    const decay = byNear * y + byFar * Math.log1p((near * Math.expm1(y)) / far);
    if (Math.exp(-decay) * (end - y) < 1e-18 * sum) return;
  }
};

/** How fast the exponent grows at `y`, the fastest up to there. */
const steepness = (near: number, far: number, byNear: number, byFar: number, y: number): number => {
  const passed = near * Math.expm1(y);
  return byNear + (byFar * (near + passed)) / (far + passed) + 1;
};

/** The integral itself. */
export const integral = (span: Span, base: 'alpha' | 'beta'): number => {
  let sum = 0;
  integrate(span, base, (_u, weight) => {
    sum += weight;
  });
  return sum;
};
