/**
 * Pareto/NBD (Schmittlein, Morrison, Colombo 1987, doi 10.1287/mnsc.33.1.1; Hardie, notes 008 and 009): a customer buys
 * at a rate λ ~ Gamma(r, rate alpha) for a lifetime that is exponential with rate μ ~ Gamma(s, rate beta).
 */
export interface ParetoParameters {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
}
