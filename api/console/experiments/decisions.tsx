import { isKnown, unanswerable } from '../../../domain/experiments/answer.ts';
import type { Decision } from '../../../domain/experiments/looks/decide.ts';
import type { ExperimentReport } from '../../../domain/experiments/report/report.ts';
import { Badge } from '../parts/bits.tsx';
import { formatCount, type Standing } from '../parts/words.ts';
import { moneyOf } from './arm-table.tsx';

/** What a decision that was registered before the first result says; nothing where none is. */
export const Decisions = ({ report }: { readonly report: ExperimentReport }) =>
  report.registered !== undefined && (
    <section aria-labelledby="decisions-title">
      <h2 id="decisions-title">Registered decision</h2>
      <p className="note">{report.registered}</p>
      {report.decisions.map(({ arm, decision }) => (
        <p key={arm}>
          {arm}:{' '}
          {isKnown(decision) ? (
            <>
              <Badge standing={standings[decision.says]} /> {sentence(decision, moneyOf(report))}
            </>
          ) : (
            unanswerable[decision.unanswerable]
          )}
        </p>
      ))}
    </section>
  );

const standings: Readonly<Record<Decision['says'], Standing>> = {
  wait: { tone: 'calm', words: 'Not yet' },
  go_on: { tone: 'calm', words: 'Go on' },
  effect: { tone: 'good', words: 'There is an effect' },
  no_effect: { tone: 'held', words: 'No effect was found' },
};

const sentence = (
  { says, look, looks, nextAt, z, bound, low, high }: Decision,
  money: (amount: number) => string,
): string => {
  if (says === 'wait')
    return `The first of ${looks} looks is at ${formatCount(nextAt)} customers with their whole window.`;
  const range = low === undefined || high === undefined ? '' : `From ${money(low)} to ${money(high)} a customer. `;
  const figures = `Look ${look} of ${looks}, z ${z?.toFixed(2) ?? 'unknown'}, bound ${bound?.toFixed(2) ?? 'none'}.`;
  return says === 'go_on' ? `${figures} The next look is at ${formatCount(nextAt)} customers.` : `${range}${figures}`;
};
