import type { SegmentsView } from '../../segments/customer-segments.ts';
import type { AnySegment } from '../../../domain/segments/names.ts';
import { Badge, Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { useConsole } from '../parts/context.ts';
import { Time } from '../parts/time.tsx';
import { segmentTitle } from './segment-words.ts';

/** Who a customer is to the shop as gate and journeys see it, and who they were. */
export const CustomerSegments = ({
  view: { by, value, primary, segments, stays },
}: {
  readonly view: SegmentsView;
}) => {
  const past = stays.filter(({ leftAt }) => leftAt !== null);
  const isMain = ({ name }: SegmentsView['segments'][number]): boolean => name === primary;
  return (
    <section aria-labelledby="segments-title">
      <h2 id="segments-title">Segments</h2>
      <p>
        Of {value} value to the shop
        {by === 'rules' && ', by rules about orders alone: the next run judges this customer'}.
      </p>
      <Table
        id="segments"
        caption="Segments that the customer is in"
        head={['Segment', 'Since', 'What the shop wants']}
        empty="In none."
      >
        {segments
          .toSorted((one, other) => Number(isMain(other)) - Number(isMain(one)))
          .map((segment) => (
            <tr key={segment.name} id={`in-${segment.name.replace(':', '-')}`}>
              <td className="wide">
                <SegmentLink segment={segment.name} title={segment.title?.en} />{' '}
                {isMain(segment) && <Badge standing={{ tone: 'good', words: 'Main one' }} />}
                <span className="note">{segment.sentence?.en}</span>
              </td>
              <Cell of="Since" className="when">
                {segment.since && <Time at={segment.since} />}
              </Cell>
              <Cell of="What the shop wants" className="wide">
                {segment.goal?.words.en}
              </Cell>
            </tr>
          ))}
      </Table>
      {past.length > 0 && (
        <details>
          <summary>What they were before</summary>
          <ul>
            {past.map(({ segment, enteredAt, leftAt }) => (
              <li key={`${segment} ${enteredAt.toISOString()}`}>
                <SegmentLink segment={segment} />: <Time at={enteredAt} /> to <Time at={leftAt!} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

interface SegmentLinkProps {
  readonly segment: AnySegment;
  /** Of a segment of the store's own; those of the product have theirs. */
  readonly title?: string | undefined;
}

const SegmentLink = ({ segment, title = segmentTitle(segment) }: SegmentLinkProps) => {
  const { storeQuery } = useConsole();
  return <a href={`/segments/${encodeURIComponent(segment)}${storeQuery}`}>{title}</a>;
};
