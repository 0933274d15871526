import { readStoreSwitches } from '../../../db/pages/switches.ts';
import { type CampaignRow, listCampaigns, listWork, type SeasonWorkRow } from '../../../db/season/campaigns.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import { datesOf } from '../../../domain/civil/campaign-moments.ts';
import { campaignSpecs } from '../../season/concerned.ts';
import { specs } from '../../specs.ts';
import type { Page } from '../page.ts';
import { Badge, Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { JourneysOff } from '../parts/journeys-off.tsx';
import { Time } from '../parts/time.tsx';
import { formatCount } from '../parts/words.ts';
import { Calendar } from './calendar.tsx';
import { campaignStanding, kindWords, momentWords } from './campaign-words.ts';

/** The campaigns of a store's seasons: when each opens, what it says next, and how many customers are in it. */
export const campaignsPage: Page = {
  path: '/campaigns',
  async show({ db, clock }, { store }) {
    const frame = { title: 'Campaigns', section: 'campaigns' } as const;
    if (!store) return { ...frame, body: <p>There is no store yet.</p> };
    const [rows, switches] = await Promise.all([listCampaigns(db, store.id), readStoreSwitches(db, store.id)]);
    const work = await Promise.all(rows.map(async ({ id }) => listWork(db, id)));
    const now = clock.now();
    return {
      ...frame,
      body: (
        <>
          <JourneysOff of={campaignSpecs(specs)} switches={switches} />
          <Table
            id="campaigns"
            caption="Campaigns, the newest first"
            head={['Campaign', 'Is', 'Opens', 'Ends', 'Says next', 'Entered']}
            empty="There is no campaign yet: npm run season -- set makes one (docs/season.md)."
          >
            {rows
              .map((row, index) => <CampaignLine key={row.id} row={row} work={work[index]!} store={store} now={now} />)
              .toReversed()}
          </Table>
          <Calendar calendar={store.calendar} now={now} />
        </>
      ),
    };
  },
};

interface LineProps {
  readonly row: CampaignRow;
  readonly work: readonly SeasonWorkRow[];
  readonly store: StoreRow;
  readonly now: number;
}

const CampaignLine = ({ row, work, store: { timezone }, now }: LineProps) => {
  const { standing, until, next } = campaignStanding(row, timezone, now);
  const { opens, ends } = datesOf(row.plan, timezone);
  const entered = work.filter(({ kind }) => kind === 'enrol').reduce((sum, { done }) => sum + done, 0);
  return (
    <tr id={`campaign-${row.id}`}>
      <td className="wide">
        <a href={`/campaigns/${row.id}`}>{row.plan.label.en}</a>
        <span className="note">
          {kindWords[row.plan.kind]}, <code>{row.name}</code>
        </span>
      </td>
      <Cell of="Is">
        <Badge standing={standing} />
        {until && <span className="note">{until}</span>}
      </Cell>
      <Cell of="Opens" className="when">
        <Time at={new Date(opens)} />
      </Cell>
      <Cell of="Ends" className="when">
        <Time at={new Date(ends)} />
      </Cell>
      <Cell of="Says next">
        {next ? (
          <>
            {momentWords(next.moment)} in {next.within}
            <span className="note">
              <Time at={next.at} />
            </span>
          </>
        ) : (
          'nothing more'
        )}
      </Cell>
      <Cell of="Entered">{formatCount(entered)}</Cell>
    </tr>
  );
};
