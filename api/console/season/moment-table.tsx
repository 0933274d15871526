import type { Moment } from '../../../domain/season/campaign.ts';
import type { Moments } from '../../../domain/season/moments.ts';
import { toMillis } from '../../../domain/time/instant.ts';
import { Badge, Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { Time } from '../parts/time.tsx';
import type { Standing } from '../parts/words.ts';
import { countdown, momentWords } from './campaign-words.ts';

interface MomentsProps {
  readonly moments: Moments;
  readonly now: number;
}

/** When the campaign says what, the next moment first to come marked. */
export const MomentTable = ({ moments, now }: MomentsProps) => (
  <section aria-labelledby="moments-title">
    <h2 id="moments-title">Moments</h2>
    <Table
      id="moments"
      caption="Moments in their order"
      head={['Moment', 'Is', 'Begins', 'Goes out over', 'Of use until']}
      empty="Nothing of it is said."
    >
      {Object.entries(moments)
        .toSorted(([, a], [, b]) => toMillis(a.from) - toMillis(b.from))
        .map(([moment, { from, until, spread }]) => (
          <tr key={moment} id={`moment-${moment}`}>
            <td>{momentWords(moment as Moment)}</td>
            <Cell of="Is">
              <Badge standing={standing({ from: toMillis(from), until: toMillis(until), spread }, now)} />
            </Cell>
            <Cell of="Begins" className="when">
              <Time at={new Date(from)} />
            </Cell>
            <Cell of="Goes out over">{countdown(spread)}</Cell>
            <Cell of="Of use until" className="when">
              <Time at={new Date(until)} />
            </Cell>
          </tr>
        ))}
    </Table>
  </section>
);

const standing = (
  { from, until, spread }: { readonly from: number; readonly until: number; readonly spread: number },
  now: number,
): Standing => {
  if (now >= until) return { tone: 'calm', words: 'Over' };
  if (now < from) return { tone: 'doubt', words: `In ${countdown(from - now)}` };
  return now < from + spread ? { tone: 'good', words: 'Going out' } : { tone: 'good', words: 'Told' };
};
