import { isKnown, unanswerable } from '../../../domain/experiments/answer.ts';
import { moneyInWords } from '../../../domain/experiments/incremental/money-words.ts';
import type { ExperimentReport } from '../../../domain/experiments/report/report.ts';
import { Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { formatCount } from '../parts/words.ts';
import { mayBeTold } from './report-charts.ts';

/** Each arm: its customers, what they brought, and how that differs from the control. */
export const ArmTable = ({ report }: { readonly report: ExperimentReport }) => {
  const money = moneyOf(report);
  return (
    <section aria-labelledby="arms-title">
      <h2 id="arms-title">Arms</h2>
      <Table
        id="arms"
        caption="Arms"
        head={[
          'Arm',
          'Customers',
          'Bought',
          `${capital(report.metric)} a customer`,
          'Beyond the control',
          'If this is the only look',
        ]}
        empty="Nobody is in an arm."
      >
        {report.arms.map(({ name, customers, buyers, mean }) => (
          <tr key={name} id={`arm-${name}`}>
            <td>
              {name}
              {name === report.control && <span className="note">the control</span>}
            </td>
            <Cell of="Customers">{formatCount(customers)}</Cell>
            <Cell of="Bought">
              {formatCount(buyers)}
              {customers > 0 && <span className="note">{percent(buyers / customers)}</span>}
            </Cell>
            <Cell of={`${capital(report.metric)} a customer`}>{money(mean)}</Cell>
            <Cell of="Beyond the control" className="wide">
              <Beyond report={report} arm={name} />
            </Cell>
            <Cell of="If this is the only look" className="wide">
              <OnlyLook report={report} arm={name} />
            </Cell>
          </tr>
        ))}
      </Table>
    </section>
  );
};

interface OfArm {
  readonly report: ExperimentReport;
  readonly arm: string;
}

const comparisonOf = ({ report: { analysis }, arm }: OfArm) =>
  isKnown(analysis) ? analysis.comparisons.find((one) => one.arm === arm) : undefined;

const Beyond = ({ report, arm }: OfArm) => {
  const own = comparisonOf({ report, arm });
  if (!own) return null;
  if (!mayBeTold(report)) return 'not told: the arms are not what was drawn';
  const { anytime, lift, adjustedP } = own;
  if (!isKnown(anytime)) return unanswerable[anytime.unanswerable];
  const money = moneyOf(report);
  return (
    <>
      {money(anytime.value)}
      {isKnown(lift) && `, ${lift.value > 0 ? '+' : ''}${percent(lift.value)}`}
      <span className="note">
        from {money(anytime.low)} to {money(anytime.high)}, p {pWords(adjustedP)}
      </span>
    </>
  );
};

const OnlyLook = ({ report, arm }: OfArm) => {
  const planned = comparisonOf({ report, arm })?.planned;
  if (!planned || !isKnown(planned) || !mayBeTold(report)) return null;
  const money = moneyOf(report);
  return (
    <>
      from {money(planned.low)} to {money(planned.high)}
      <span className="note">p {pWords(planned.p)}</span>
    </>
  );
};

/** Amounts of a report, with a minus sign. */
export const moneyOf =
  ({ currency }: ExperimentReport) =>
  (amount: number): string =>
    unbroken(`${amount < 0 ? '−' : ''}${moneyInWords({ amount: Math.abs(amount), currency }, 'en')}`);

const percent = (part: number): string => unbroken(`${(part * 100).toFixed(1)} %`);

/** A figure and its unit stay on one line. */
const unbroken = (words: string): string => words.replaceAll(' ', '\u{a0}');

const pWords = (p: number): string => (p < 0.0001 ? 'below 0.0001' : p.toFixed(4));
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
