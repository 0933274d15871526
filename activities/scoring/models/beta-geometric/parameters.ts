/**
 * BG/NBD and MBG/NBD share their parameters and nearly all formulas. A customer buys at a rate λ ~ Gamma(r, rate alpha)
 * and leaves for good after a purchase with probability p ~ Beta(a, b): in BG/NBD after each repeat purchase (Fader,
 * Hardie, Lee 2005, doi 10.1287/mksc.1040.0098), in MBG/NBD already after the first (Batislam, Denizel, Filiztekin 2007,
 * doi 10.1016/j.ijresmar.2006.12.005).
 */
export type BetaGeometricModel = 'bg' | 'mbg';

export interface BetaGeometricParameters {
  readonly r: number;
  /** In the unit of time of the statistics. */
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** How often a customer with `x` repeat purchases could have left by now and stayed. */
export const staysAfter = (model: BetaGeometricModel, x: number): number => (model === 'mbg' ? x + 1 : x);
