import { isKnown, unanswerable } from '../answer.ts';
import type { Comparison } from '../analyse.ts';
import { moneyInWords } from '../incremental/money-words.ts';
import type { Decision } from '../looks/decide.ts';
import type { ExperimentReport } from './report.ts';

/** A report for people, line by line; the sentence first. */
export const reportInWords = (report: ExperimentReport, locale: string): readonly string[] => {
  const money = (amount: number): string =>
    `${amount < 0 ? '-' : ''}${moneyInWords({ amount, currency: report.currency }, locale)}`;
  const { analysis } = report;
  return [
    report.experiment,
    ...report.sentences.map((sentence) => `  ${sentence}`),
    ...report.arms.map(
      ({ name, customers, buyers, mean }) =>
        `  ${name}: ${whole(customers)} customers, ${whole(buyers)} bought, ${money(mean)} a customer`,
    ),
    // Arms that are not what was drawn differ by more than what was tried.
    ...(isKnown(analysis) && !(isKnown(analysis.ratio) && analysis.ratio.mismatch)
      ? analysis.comparisons.flatMap((one) => comparisonInWords(one, money, analysis.comparisons.length > 1))
      : []),
    ...(report.weighted
      ? ['  Customers follow the better arm: each counts by the inverse of the chance that they had to be in theirs.']
      : []),
    ...(report.registered === undefined ? [] : [`  Registered: ${report.registered}`]),
    ...report.decisions.map(
      ({ arm, decision }) =>
        `  registered decision on ${arm}: ${isKnown(decision) ? decisionInWords(decision, money) : unanswerable[decision.unanswerable]}`,
    ),
    ...(isKnown(analysis) && analysis.explained > 0.005
      ? [`  What customers brought before explains ${percent(analysis.explained)} of the differences between them.`]
      : []),
    ...report.warnings.map(({ words }) => `  Warning: ${words}`),
  ];
};

const comparisonInWords = (
  { arm, anytime, planned, lift, adjustedP }: Comparison,
  money: (amount: number) => string,
  several: boolean,
): readonly string[] => {
  if (!isKnown(anytime)) return [];
  const more = isKnown(lift) ? `, ${sign(lift.value)}${percent(lift.value)} (${lift.method})` : '';
  const raised = several ? ` (Holm ${pInWords(adjustedP)})` : '';
  return [
    `  ${arm}: ${money(Math.abs(anytime.value))} ${anytime.value < 0 ? 'less' : 'more'} a customer${more}; at any time from ${money(anytime.low)} to ${money(anytime.high)}, p ${pInWords(anytime.p)}${raised}`,
    ...(isKnown(planned)
      ? [`    if this is the only look: from ${money(planned.low)} to ${money(planned.high)}, p ${pInWords(planned.p)}`]
      : []),
  ];
};

const decisionInWords = (decision: Decision, money: (amount: number) => string): string => {
  const { says, look, looks, nextAt, z, bound, low, high } = decision;
  const figures =
    z === undefined ? '' : ` (look ${look} of ${looks}, z ${z.toFixed(2)}, bound ${bound?.toFixed(2) ?? 'none'})`;
  const range = low === undefined || high === undefined ? '' : `, from ${money(low)} to ${money(high)} a customer`;
  if (says === 'wait') return `the first of ${looks} looks is at ${whole(nextAt)} customers with their whole window`;
  if (says === 'go_on') return `nothing yet${figures}; the next look is at ${whole(nextAt)} customers`;
  return says === 'effect' ? `there is an effect${range}${figures}` : `no effect was found${range}${figures}`;
};

const whole = (count: number): string => count.toLocaleString('en');
const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
const sign = (value: number): string => (value > 0 ? '+' : '');
const pInWords = (p: number): string => (p < 0.0001 ? 'below 0.0001' : p.toFixed(4));
