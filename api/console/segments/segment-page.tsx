import { readDefinitions } from '../../../db/definitions/definitions.ts';
import { listMembers } from '../../../db/segments/read-segments.ts';
import { readSizes, type SizeRow } from '../../../db/segments/sizes.ts';
import { dayMillis } from '../../../domain/civil/day.ts';
import { type KnownDefinition, savedName } from '../../../domain/definitions/definition.ts';
import type { AnySegment } from '../../../domain/segments/names.ts';
import { goesBy } from '../../definitions/uses-of.ts';
import { describedSegment } from '../../segments/described-segment.ts';
import { specs } from '../../specs.ts';
import type { Lines } from '../charts/chart.ts';
import { ChartFigure } from '../charts/figure.tsx';
import { drawnOnce } from '../charts/drawn-once.ts';
import type { Page } from '../page.ts';
import { CustomerLink, Facts, Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { useConsole } from '../parts/context.ts';
import { formatDay } from '../parts/day.tsx';
import { Time } from '../parts/time.tsx';
import { formatCount, journeyWords } from '../parts/words.ts';
import { segmentTitle } from './segment-words.ts';

/** Days of the curve, and members that are named. */
const days = 180;
const named = 25;

/** One segment: who is in it and what for, how many they were over time, and some of them. */
export const segmentPage: Page = {
  path: '/segments/:name',
  async show({ db, clock, segmentCounts }, { store, params }) {
    const segment = params['name'] as AnySegment | undefined;
    if (!store || segment === undefined || segment.includes('\0')) return undefined;
    const [counts, definitions] = await Promise.all([segmentCounts(store.id), readDefinitions(db, store.id)]);
    const members = counts.members.get(segment);
    const described = describedSegment(segment, definitions);
    if (!described && members === undefined) return undefined;
    const since = new Date(clock.now() - days * dayMillis).toISOString().slice(0, 10);
    const [sizes, some] = await Promise.all([
      readSizes(db, store.id, since, segment),
      listMembers(db, store.id, segment, named),
    ]);
    const chart = sizeChart(segment, sizes, new Date(clock.now()));
    return {
      title: described?.title.en ?? segmentTitle(segment),
      section: 'segments',
      body: (
        <>
          {described && <p className="lead">{described.sentence.en}</p>}
          <Facts
            facts={[
              ['Customers', formatCount(members ?? 0)],
              ['As main one', formatCount(counts.mains.get(segment) ?? 0)],
              ['What the shop wants', described?.goal.words.en],
              ['Journeys that go by it', journeysOf(segment)],
              ['Called in French', described?.title.fr],
              ['In journeys', <code key="name">{segment}</code>],
              ['Defined', definitionLink(segment, definitions)],
            ]}
          />
          {chart ? (
            <ChartFigure of={drawnOnce(chart)} />
          ) : (
            <p className="empty">Its size was not noted yet: a run does it.</p>
          )}
          <Members members={some} />
        </>
      ),
    };
  },
};

const sizeChart = (segment: AnySegment, sizes: readonly SizeRow[], now: Date): Lines | undefined =>
  sizes.length < 2
    ? undefined
    : {
        kind: 'lines',
        id: `size-${segment.replaceAll(/[^a-z0-9]+/gu, '-')}`,
        title: 'Customers, at the end of each day',
        about: `From ${formatCount(sizes[0]!.customers)} to ${formatCount(sizes.at(-1)!.customers)} customers.`,
        at: sizes.map(({ day }) => formatDay(day, now)),
        series: [
          { name: 'are in it', values: sizes.map(({ customers }) => customers) },
          // One line over the other would hide it.
          ...(sizes.some(({ customers, primaries }) => customers !== primaries)
            ? [{ name: 'have it as their main one', values: sizes.map(({ primaries }) => primaries) }]
            : []),
        ],
      };

/** Of a segment of the store's own: where it is read and changed. */
const definitionLink = (segment: AnySegment, definitions: ReadonlyMap<string, KnownDefinition>) => {
  const known = definitions.get(savedName(segment) ?? '');
  return known && <DefinitionLink key="definition" name={known.name} version={known.version} />;
};

const DefinitionLink = ({ name, version }: Pick<KnownDefinition, 'name' | 'version'>) => (
  <a href={`/definitions/${name}${useConsole().storeQuery}`}>by the shop, version {version}</a>
);

/** The journeys that only its customers enter, and those that begin or end as somebody comes in. */
const journeysOf = (segment: AnySegment): string =>
  specs
    .filter((spec) => goesBy(spec, segment))
    .map(({ name }) => journeyWords(name))
    .join(', ');

const Members = ({ members }: { readonly members: Awaited<ReturnType<typeof listMembers>> }) => (
  <section aria-labelledby="members-title">
    <h2 id="members-title">Some of them</h2>
    <Table id="members" caption="Some of its customers" head={['Customer', 'In it since']} empty="Nobody is in it.">
      {members.map(({ id, firstName, enteredAt }) => (
        <tr key={id}>
          <td>
            <CustomerLink id={id} firstName={firstName} />
          </td>
          <Cell of="In it since" className="when">
            <Time at={enteredAt} />
          </Cell>
        </tr>
      ))}
    </Table>
  </section>
);
