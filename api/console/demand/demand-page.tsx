import type { DemandLine } from '../../../domain/demand/report.ts';
import { formatMoney } from '../../../domain/money.ts';
import type { Page } from '../page.ts';
import { Badge, Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { Day } from '../parts/day.tsx';
import { formatCount, type Standing } from '../parts/words.ts';

/** What of each product will be asked for against what there is of it, the scarcest first (R218, R291, R293). */
export const demandPage: Page = {
  path: '/demand',
  async show({ scarce }, { store }) {
    const frame = { title: 'Demand', section: 'demand' } as const;
    if (!store) return { ...frame, body: <p>There is no store yet.</p> };
    const lines = await scarce(store.id);
    const [first] = lines;
    return {
      ...frame,
      body: (
        <>
          <p>
            What will be asked for{first && ` within ${first.days} days`}, beside what there is now; the scarcest first.{' '}
            <code>npm run score -- demand</code> and <code>/v1/demand.csv</code> tell all of it.
            {first && (
              <>
                {' '}
                As of <Day day={first.asOf} />.
              </>
            )}
          </p>
          <Table
            id="demand"
            caption="Products by what will be missing of them"
            head={['Product', 'Stands', 'In stock', 'Asked for', 'Missing', 'Lasts', 'Who buys', 'Brings']}
            empty="Nothing was forecast yet: npm run score does it once products have sold."
          >
            {lines.map((line) => (
              <DemandRow key={line.product} line={line} currency={store.currency} />
            ))}
          </Table>
        </>
      ),
    };
  },
};

const standings: Readonly<Record<DemandLine['state'], Standing>> = {
  out: { tone: 'bad', words: 'Sold out' },
  short: { tone: 'bad', words: 'Short' },
  tight: { tone: 'held', words: 'Tight' },
  enough: { tone: 'good', words: 'Enough' },
  unknown: { tone: 'calm', words: 'Not known' },
};

const units = (amount: number): string =>
  new Intl.NumberFormat('en-GB', { maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount);

const DemandRow = ({ line, currency }: { readonly line: DemandLine; readonly currency: string }) => (
  <tr id={`demand-${line.product}`}>
    <td className="wide">
      {line.title}
      <span className="note">
        <code>{line.product}</code> {line.category}
      </span>
    </td>
    <Cell of="Stands">
      <Badge standing={standings[line.state]} />
    </Cell>
    <Cell of="In stock">{line.stock === null ? 'not told' : formatCount(line.stock)}</Cell>
    <Cell of="Asked for">
      {units(line.expected)}
      <span className="note">
        {units(line.low)} to {units(line.high)}
      </span>
    </Cell>
    <Cell of="Missing">
      {formatCount(line.missing)}
      {line.missingAtMost > line.missing && <span className="note">at most {formatCount(line.missingAtMost)}</span>}
    </Cell>
    <Cell of="Lasts">{line.lastsDays === null ? '' : `${formatCount(line.lastsDays)} days`}</Cell>
    <Cell of="Who buys">
      {line.segments
        .toSorted((one, other) => other.units - one.units)
        .slice(0, 2)
        .map(({ segment, units: own }) => (
          <span key={segment} className="note">
            {segment.replaceAll('_', ' ')} {units(own)}
          </span>
        ))}
    </Cell>
    <Cell of="Brings">{line.revenue !== null && formatMoney({ amount: line.revenue, currency }, 'en')}</Cell>
  </tr>
);
