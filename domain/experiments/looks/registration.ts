import type { Registration } from './decide.ts';
import { moneyInWords } from '../incremental/money-words.ts';
import type { Metric } from '../metric.ts';

/** How a decision is to be made, written down before the first result: the report goes by it and nothing else. */
export interface RegisteredDecision extends Required<Registration> {
  readonly metric: Metric;
  /** Of margin: how much of its price an article leaves, from 0 to 1. */
  readonly margin: number | null;
  /** The horizon of each customer's outcome, and of their past. */
  readonly windowDays: number;
  readonly pastDays: number;
  /** In minor units. */
  readonly cap: number | null;
  /** The smallest change that is worth finding, in parts of the control. */
  readonly minimalEffect: number;
}

/** `margin after discount within 30 days, 10 % or more, 20,000 customers, 5 looks (obrien-fleming)`. */
export const registrationInWords = (
  { metric, windowDays, cap, minimalEffect, customers, looks, spending, alpha }: RegisteredDecision,
  currency: string,
  locale: string,
): string =>
  [
    `${metricInWords(metric)} within ${windowDays} days`,
    ...(cap === null ? [] : [`up to ${moneyInWords({ amount: cap, currency }, locale)} a customer`]),
    `${percent(minimalEffect)} or more`,
    `${customers.toLocaleString(locale)} customers`,
    `${looks} ${looks === 1 ? 'look' : `looks (${spending})`}`,
    `${percent(alpha)} two-sided`,
  ].join(', ');

export const metricInWords = (metric: Metric): string => (metric === 'margin' ? 'margin after discount' : 'revenue');

const percent = (part: number): string => `${Number((part * 100).toPrecision(3))} %`;
