import type { verdictView } from '../../explain/views.ts';
import { Badge } from '../parts/bits.tsx';

type View = ReturnType<typeof verdictView>;

/** What each rule said, in its own words, with the values that it saw. */
export const VerdictList = ({ verdicts }: { readonly verdicts: readonly View[] }) => (
  <ol className="verdicts">
    {verdicts.map((verdict) => (
      <li key={verdict.rule} className={verdict.says}>
        {verdict.says !== 'pass' && <Badge standing={refusals[verdict.says]} />} {verdict.sentence}{' '}
        <span className="note">
          <code>{verdict.rule}</code> {JSON.stringify(verdict.saw)}
        </span>
      </li>
    ))}
  </ol>
);

const refusals = {
  later: { tone: 'calm', words: 'Later' },
  withheld: { tone: 'held', words: 'Withhold' },
} as const;
