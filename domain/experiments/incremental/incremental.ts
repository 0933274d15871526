import type { Money } from '../../money.ts';
import { type Answer, unanswerable } from '../answer.ts';
import { rangeInWords, moneyInWords } from './money-words.ts';

/** An interval of money in minor units. */
export interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** `more`: the whole interval lies above what it cost; `less`: below; `too_early`: on both sides. */
export type Verdict = 'more' | 'less' | 'too_early';

export interface Incremental extends Range {
  readonly verdict: Verdict;
}

/**
 * What all treated customers brought beyond what they would have brought anyway: the difference a customer times their
 * number, since everyone assigned counts, written to or not (intent to treat).
 */
export const incrementalOf = (
  difference: Answer<Range>,
  treatedCustomers: number,
  cost: number | undefined,
): Answer<Incremental> => {
  if ('unanswerable' in difference) return difference;
  const total = (one: number): number => Math.round(one * treatedCustomers) || 0;
  const [value, low, high] = [total(difference.value), total(difference.low), total(difference.high)];
  const against = cost ?? 0;
  const verdict = low > against ? 'more' : high < against ? 'less' : 'too_early';
  return { value, low, high, verdict };
};

export interface Told {
  /** What was tried, as the sentence names it: `cartAbandonment`. */
  readonly what: string;
  /** What is counted: `revenue`, `margin after discount`. */
  readonly metric: string;
  readonly currency: string;
  readonly locale: string;
  /** In minor units; undefined where nobody knows it. */
  readonly cost?: number | undefined;
  /** True: customers are not in the arms that they were drawn for, so that no figure may be given. */
  readonly mismatch?: boolean | undefined;
}

/** The plain sentence that a marketer reads. */
export const incrementalSentence = (incremental: Answer<Incremental>, told: Told): string => {
  const { what, metric, currency, locale, cost } = told;
  const about = `Incremental ${metric} of ${what}`;
  if (told.mismatch === true) return `${about}: may not be told, because the arms are not what was drawn.`;
  if ('unanswerable' in incremental) {
    return `${about}: cannot be told. ${unanswerable[incremental.unanswerable]}`;
  }
  const range = rangeInWords(incremental.low, incremental.high, currency, locale);
  return `${about}: ${range}; ${conclusion(incremental.verdict, cost === undefined ? undefined : { amount: cost, currency }, locale)}.`;
};

const conclusion = (verdict: Verdict, cost: Money | undefined, locale: string): string => {
  const costs = cost && cost.amount > 0 ? ` (${moneyInWords(cost, locale)})` : '';
  if (verdict === 'too_early') {
    return cost ? `too early to say whether more than its cost${costs}` : 'too early to say whether it brings anything';
  }
  if (verdict === 'more') return cost ? `more than its cost${costs}` : 'it brings more than nothing';
  return cost ? `less than its cost${costs}` : 'without it customers bring more';
};
