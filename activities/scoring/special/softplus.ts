/** ln(1 + e^u), exact where e^u would be too large for a double or vanish beside 1. */
export const softplus = (u: number): number => (u > 0 ? u + Math.log1p(Math.exp(-u)) : Math.log1p(Math.exp(u)));

/** 1 / (1 + e^u): the probability whose odds against it are e^u. */
export const logistic = (u: number): number => 1 / (1 + Math.exp(u));
