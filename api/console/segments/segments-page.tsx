import { readDefinitions } from '../../../db/definitions/definitions.ts';
import { readSection } from '../../../db/policies/section.ts';
import { readNewestRun } from '../../../db/segments/runs.ts';
import { readSizes, type SizeRow } from '../../../db/segments/sizes.ts';
import { dayMillis } from '../../../domain/civil/day.ts';
import { type KnownDefinition, savedSegment } from '../../../domain/definitions/definition.ts';
import type { DescribedSegment } from '../../../domain/definitions/described.ts';
import { segmentRules } from '../../../domain/segments/index.ts';
import type { AnySegment } from '../../../domain/segments/names.ts';
import { describedSegment } from '../../segments/described-segment.ts';
import type { Page, SegmentCounts } from '../page.ts';
import { Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { useConsole } from '../parts/context.ts';
import { formatCount } from '../parts/words.ts';
import { LastRun } from './last-run.tsx';
import { ruleOf, segmentTitle } from './segment-words.ts';

/** Days over which a segment is compared with itself. */
const compared = 30;

/** The three coarse ones of RFM; the policy says whether a store uses them or the eleven. */
const profiles: ReadonlySet<AnySegment> = new Set<AnySegment>(['rfm-strong', 'rfm-middle', 'rfm-weak']);

/** Who customers are to the shop: each segment with who is in it, what the shop wants of them, and how many they are. */
export const segmentsPage: Page = {
  path: '/segments',
  async show({ db, clock, segmentCounts }, { store }) {
    const frame = { title: 'Segments', section: 'segments' } as const;
    if (!store) return { ...frame, body: <p>There is no store yet.</p> };
    const since = new Date(clock.now() - compared * dayMillis).toISOString().slice(0, 10);
    const [counts, sizes, run, { rfm: granularity }, definitions] = await Promise.all([
      segmentCounts(store.id),
      readSizes(db, store.id, since),
      readNewestRun(db, store.id),
      readSection(db, store.id, 'segments', new Date(clock.now())),
      readDefinitions(db, store.id),
    ]);
    const left = [...counts.members.keys()].filter((segment) => !ruleOf(segment));
    const saved = [...new Set([...[...definitions.keys()].map(savedSegment), ...left])];
    const rules = segmentRules.map(({ name }) => name);
    const rfm = rules.filter((name) => name.startsWith('rfm-'));
    const usedRfm = rfm.filter((name) => profiles.has(name) === (granularity === 'three') || counts.members.has(name));
    const shown = { counts, sizes, definitions };
    return {
      ...frame,
      body: (
        <>
          <p>
            A customer is in any number of them; of one who is in several the first in the order of the policy{' '}
            <PolicyLink /> is the main one. Who enters or leaves one is an event that journeys can begin or end with.
          </p>
          <LastRun run={run} />
          <Group id="who" title="Who customers are" of={rules.filter((name) => !rfm.includes(name))} {...shown} />
          {saved.length > 0 && <Group id="saved" title="The store’s own" of={saved} {...shown} />}
          <Group id="rfm" title="By recency, frequency and money" of={usedRfm} {...shown} />
        </>
      ),
    };
  },
};

const PolicyLink = () => <a href={`/policies/segments${useConsole().storeQuery}`}>segments</a>;

interface Shown {
  readonly counts: SegmentCounts;
  readonly sizes: readonly SizeRow[];
  readonly definitions: ReadonlyMap<string, KnownDefinition>;
}

interface GroupProps extends Shown {
  readonly id: string;
  readonly title: string;
  readonly of: readonly AnySegment[];
}

const Group = ({ id, title, of, counts, sizes, definitions }: GroupProps) => (
  <section aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>{title}</h2>
    <Table
      id={id}
      caption={title}
      head={['Segment', 'What the shop wants', 'Customers', 'As main one', `In ${compared} days`]}
      empty="There is none."
    >
      {of.map((segment) => (
        <SegmentRow
          key={segment}
          segment={segment}
          described={describedSegment(segment, definitions)}
          now={counts.members.get(segment) ?? 0}
          mains={counts.mains.get(segment) ?? 0}
          first={sizes.find((one) => one.segment === segment)}
        />
      ))}
    </Table>
  </section>
);

interface RowProps {
  readonly segment: AnySegment;
  readonly described: DescribedSegment | undefined;
  readonly now: number;
  readonly mains: number;
  /** Its size some time ago. */
  readonly first: SizeRow | undefined;
}

const SegmentRow = ({ segment, described, now, mains, first }: RowProps) => {
  const { storeQuery } = useConsole();
  return (
    <tr id={`segment-${segment.replace(':', '-')}`}>
      <td className="wide">
        <a href={`/segments/${encodeURIComponent(segment)}${storeQuery}`}>
          {described?.title.en ?? segmentTitle(segment)}
        </a>
        {described && <span className="note">{described.sentence.en}</span>}
      </td>
      <Cell of="What the shop wants" className="wide">
        {described?.goal.words.en}
      </Cell>
      <Cell of="Customers">{formatCount(now)}</Cell>
      <Cell of="As main one">{formatCount(mains)}</Cell>
      <Cell of={`In ${compared} days`}>{first && changeWords(now - first.customers)}</Cell>
    </tr>
  );
};

const changeWords = (change: number): string => {
  if (change === 0) return 'as many';
  return change > 0 ? `+${formatCount(change)}` : `−${formatCount(-change)}`;
};
