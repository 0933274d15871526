import { isKnown } from '../../../domain/experiments/answer.ts';
import type { Comparison } from '../../../domain/experiments/analyse.ts';
import { moneyInWords } from '../../../domain/experiments/incremental/money-words.ts';
import type { ExperimentReport } from '../../../domain/experiments/report/report.ts';
import { civilTime } from '../../../domain/civil/day.ts';
import type { Band, Bars, Chart, Ranges } from '../charts/chart.ts';
import { formatDay } from '../parts/day.tsx';

interface CurvePoint {
  readonly at: Date;
  readonly report: ExperimentReport;
}

/** The charts of a report: what the arms bring beyond the control, how sure that became, and who is in which arm. */
export const reportCharts = (
  report: ExperimentReport,
  curve: readonly CurvePoint[],
  { timezone, cost }: { readonly timezone: string; readonly cost: number | undefined },
): readonly Chart[] => {
  if (!mayBeTold(report)) return [armsChart(report)];
  const money = (amount: number): string => {
    const words = moneyInWords({ amount: Math.abs(amount), currency: report.currency }, 'en');
    return amount < 0 ? `−${words}` : words;
  };
  const compared = comparisons(report);
  const ranges = incrementalChart(report, compared, money, cost);
  return [
    ...(ranges ? [ranges] : []),
    ...compared.map((one, index) => effectChart(report, one, index, curve, timezone, money)),
    armsChart(report),
  ];
};

const comparisons = ({ analysis }: ExperimentReport): readonly Comparison[] =>
  isKnown(analysis) ? analysis.comparisons : [];

/** Arms that are not what was drawn differ by more than what was tried: no figure is given. */
export const mayBeTold = ({ analysis }: ExperimentReport): boolean =>
  isKnown(analysis) && !(isKnown(analysis.ratio) && analysis.ratio.mismatch);

const incrementalChart = (
  { metric, control, sentences }: ExperimentReport,
  compared: readonly Comparison[],
  format: Ranges['format'],
  cost: number | undefined,
): Ranges | undefined => {
  const rows = compared.flatMap(({ arm, incremental }) =>
    isKnown(incremental) ? [{ name: arm, ...incremental }] : [],
  );
  if (rows.length === 0) return undefined;
  return {
    kind: 'ranges',
    id: 'incremental',
    title: `Incremental ${metric}: what all customers of an arm brought beyond what they would have brought as ${control}`,
    about: sentences.join(' '),
    rows,
    marks: [{ at: 0, name: 'nothing' }, ...(cost ? [{ at: cost, name: 'its cost' }] : [])],
    format,
  };
};

const effectChart = (
  { metric, control }: ExperimentReport,
  { arm, anytime }: Comparison,
  index: number,
  curve: readonly CurvePoint[],
  timezone: string,
  format: Band['format'],
): Band => {
  const now = isKnown(anytime)
    ? `now ${format(anytime.value)}, from ${format(anytime.low)} to ${format(anytime.high)}`
    : 'which cannot be told now';
  return {
    kind: 'band',
    id: `effect-${index}`,
    title: `${capital(metric)} a customer of ${arm} beyond ${control}, with the interval that holds whenever one looks`,
    about: `The difference a customer over time, ${now}.`,
    points: curve.map(({ at, report }) => {
      const then = mayBeTold(report) ? comparisons(report).find((one) => one.arm === arm) : undefined;
      return {
        at: dayLabel(at, timezone, curve),
        range: then && isKnown(then.anytime) ? then.anytime : undefined,
      };
    }),
    format,
  };
};

const armsChart = ({ arms }: ExperimentReport): Bars => {
  const total = arms.reduce((sum, { customers }) => sum + customers, 0);
  const weights = arms.reduce((sum, { share }) => sum + share, 0);
  return {
    kind: 'bars',
    id: 'arms',
    title: 'Customers of each arm, beside what was drawn',
    about: arms.map(({ name, customers }) => `${name}: ${customers.toLocaleString('en')} customers`).join('; '),
    places: arms.map(({ name }) => name),
    series: [
      { name: 'are in it', values: arms.map(({ customers }) => customers) },
      {
        name: 'were to be',
        values: arms.map(({ share }) => (weights > 0 ? Math.round((share / weights) * total) : 0)),
      },
    ],
  };
};

const day = 86_400_000;

/** Days of the store's clock; hours where the whole curve is of a day or two. */
const dayLabel = (at: Date, timezone: string, curve: readonly CurvePoint[]): string => {
  const last = curve.at(-1)!.at;
  const span = last.getTime() - curve[0]!.at.getTime();
  if (span < 10 * day) {
    return new Intl.DateTimeFormat('en-GB', {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: timezone,
    }).format(at);
  }
  return formatDay(new Date(civilTime(at.getTime(), timezone).day).toISOString().slice(0, 10), last);
};

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
