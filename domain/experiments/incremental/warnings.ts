import type { Answer } from '../answer.ts';
import type { SampleRatio } from '../samples/sample-ratio.ts';

/** Below this many buyers in the smaller arm an interval covers the truth less often than it says. */
export const leastBuyers = 400;
/** An arm needs this many customers times the square of its skewness for its mean to be normal (Kohavi et al. 2014). */
const customersPerSquaredSkewness = 355;

export type WarningCode = 'ratio_mismatch' | 'few_buyers' | 'skewed' | 'shares_changed' | 'revenue_of_offer';

export interface Warning {
  readonly code: WarningCode;
  /** A sentence with what to do. */
  readonly words: string;
}

/** What an arm is judged reliable by. */
export interface Reliability {
  readonly name: string;
  readonly customers: number;
  readonly buyers: number;
  /** Of the outcome; undefined where it has no spread. */
  readonly skewness?: number | undefined;
}

/** What to know before believing an interval. */
export const warningsOf = (arms: readonly Reliability[], ratio: Answer<SampleRatio>): readonly Warning[] => {
  const smallest = arms.reduce((least, arm) => (arm.customers < least.customers ? arm : least));
  const fewest = arms.reduce((least, arm) => (arm.buyers < least.buyers ? arm : least));
  const needed = Math.ceil(customersPerSquaredSkewness * (smallest.skewness ?? 0) ** 2);
  const warnings: Warning[] = [];
  if ('mismatch' in ratio && ratio.mismatch) {
    const sizes = arms.map(({ name, customers }) => `${whole(customers)} in ${name}`).join(', ');
    warnings.push({
      code: 'ratio_mismatch',
      words: `The arms are not what was drawn (${sizes}; p = ${ratio.p.toPrecision(2)}): believe no figure here before the cause is found.`,
    });
  }
  if (fewest.buyers < leastBuyers) {
    warnings.push({
      code: 'few_buyers',
      words: `Only ${fewest.buyers} customers of ${fewest.name} bought; below ${leastBuyers} the interval is too narrow to be trusted: hold out more, or wait.`,
    });
  }
  if (smallest.customers < needed) {
    warnings.push({
      code: 'skewed',
      words: `A few large orders weigh much (skewness ${smallest.skewness!.toFixed(1)}): ${smallest.name} has ${whole(smallest.customers)} customers where ${whole(needed)} would be sure. Count each customer up to an amount fixed beforehand, or hold out more.`,
    });
  }
  return warnings;
};

const whole = (count: number): string => count.toLocaleString('en');
