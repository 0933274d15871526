import type { RulesOutcome } from '../../../domain/rules/outcome.ts';
import type { OutcomeKind } from '../../policies/preview-tally.ts';
import { type PolicyPreview, previewLimits } from '../../policies/preview.ts';
import { Reason, Table } from '../parts/bits.tsx';
import { Time } from '../parts/time.tsx';
import { formatCount, journeyWords } from '../parts/words.ts';

/** What a change would have done to the decisions of the last days. */
export const PreviewPart = ({ preview }: { readonly preview: PolicyPreview }) => {
  const { decisions, complete, notComparable, changes, examples, since } = preview;
  return (
    <section id="preview" aria-labelledby="preview-title">
      <h2 id="preview-title">What it would have changed</h2>
      <p role="status">
        {formatCount(decisions)} decisions since <Time at={since} /> were judged again
        {complete
          ? ''
          : `, the newest ones: there were more than ${formatCount(previewLimits.decisions)} or than can be looked at in time`}
        ; nothing is saved yet.
        {notComparable > 0 &&
          ` ${formatCount(notComparable)} of them are left as they are: the rules themselves have changed since.`}{' '}
        Each is judged by itself: a message more or less changes none of those that came after it.
      </p>
      <Totals preview={preview} />
      <Table
        id="changes"
        caption="Decisions that turn out otherwise"
        head={['Journey', 'Was', 'Would have been', 'How many']}
        empty="Every decision stays as it is."
      >
        {changes.map(({ journey, from, to, count }) => (
          <tr key={JSON.stringify([journey, from, to])}>
            <td>{journeyWords(journey)}</td>
            <td>
              <Kind kind={from} />
            </td>
            <td>
              <Kind kind={to} />
            </td>
            <td className="number">{formatCount(count)}</td>
          </tr>
        ))}
      </Table>
      {examples.length > 0 && (
        <>
          <h3>Examples</h3>
          <Table id="examples" caption="Examples" head={['Decided', 'Step', 'Was', 'Would have been']} empty="None.">
            {examples.map(({ message, step, decidedAt, from, to }) => (
              <tr key={message}>
                <td className="when">
                  <Time at={decidedAt} />
                </td>
                <td>
                  <a href={`/messages/${message}`}>
                    <code>{step}</code>
                  </a>
                </td>
                <td>
                  <Outcome outcome={from} />
                </td>
                <td>
                  <Outcome outcome={to} />
                </td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </section>
  );
};

const Totals = ({ preview: { before, after } }: { readonly preview: PolicyPreview }) => (
  <dl className="totals" id="preview-totals">
    {(['send', 'later', 'withheld'] as const).map((says) => (
      <div key={says}>
        <dt>{kindWords[says]}</dt>
        <dd>
          {formatCount(before[says])} → {formatCount(after[says])}
        </dd>
      </div>
    ))}
  </dl>
);

const kindWords = { send: 'Sent', later: 'Later', withheld: 'Withheld' } as const;

const Kind = ({ kind: { says, reason } }: { readonly kind: OutcomeKind }) => (
  <>
    {kindWords[says]}
    {reason !== undefined && (
      <span className="note">
        <Reason reason={reason} />
      </span>
    )}
  </>
);

const Outcome = ({ outcome }: { readonly outcome: RulesOutcome }) => (
  <>
    <Kind kind={outcome} />
    {outcome.says === 'later' && (
      <span className="note">
        until <Time at={new Date(outcome.at)} />
      </span>
    )}
  </>
);
