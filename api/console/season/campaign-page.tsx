import { namesOf } from '../../../db/pages/operator-names.ts';
import { readStoreSwitches } from '../../../db/pages/switches.ts';
import { type CampaignRow, listWork, readCampaignById } from '../../../db/season/campaigns.ts';
import { datesOf } from '../../../domain/civil/campaign-moments.ts';
import type { CampaignId } from '../../../domain/ids.ts';
import { campaignSpecs } from '../../season/concerned.ts';
import { campaignView } from '../../season/views.ts';
import { specs } from '../../specs.ts';
import { asUuid, type Page } from '../page.ts';
import { Badge, Facts } from '../parts/bits.tsx';
import { useConsole } from '../parts/context.ts';
import { JourneysOff } from '../parts/journeys-off.tsx';
import { Time } from '../parts/time.tsx';
import { CampaignActs } from './campaign-acts.tsx';
import { Audience } from './audience.tsx';
import { campaignStanding, kindWords, momentWords, pathWords } from './campaign-words.ts';
import { CampaignFiguresPart } from './figures.tsx';
import { Letters } from './letters.tsx';
import { MomentTable } from './moment-table.tsx';

/** One campaign: where it stands, its moments, who entered it and why others did not, and what became of its messages. */
export const campaignPage: Page = {
  path: '/campaigns/:id',
  async show({ db, clock, campaignCounts, campaignFigures }, { params, stores }) {
    const id = asUuid(params['id']) as CampaignId | undefined;
    const row = id && (await readCampaignById(db, id));
    const store = row && stores.find((one) => one.id === row.storeId);
    if (!row || !store) return undefined;
    const journeys = campaignSpecs(specs, row.plan.kind);
    const [work, switches, nameOf, counts, figures] = await Promise.all([
      listWork(db, row.id),
      readStoreSwitches(db, store.id),
      namesOf(db, [row.savedBy]),
      campaignCounts(row.id),
      campaignFigures(row.id),
    ]);
    const view = campaignView(row, store, work);
    const now = clock.now();
    return {
      title: row.plan.label.en,
      section: 'campaigns',
      store,
      body: (
        <>
          <JourneysOff of={journeys} switches={switches} />
          <Standing row={row} zone={store.timezone} now={now} savedBy={nameOf(row.savedBy)} />
          {figures && figures.from < figures.until && <CampaignFiguresPart figures={figures} />}
          <MomentTable moments={view.moments} now={now} />
          <Audience view={view} paths={counts.paths} now={now} />
          <Letters letters={counts.letters} />
          {row.state === 'planned' && <CampaignActs row={row} journeys={journeys.map(({ name }) => name)} />}
        </>
      ),
    };
  },
};

interface StandingProps {
  readonly row: CampaignRow;
  readonly zone: string;
  readonly now: number;
  readonly savedBy: string;
}

const Standing = ({ row, zone, now, savedBy }: StandingProps) => {
  const { storeQuery } = useConsole();
  const { standing, until, next } = campaignStanding(row, zone, now);
  const dates = datesOf(row.plan, zone);
  const { plan } = row;
  return (
    <div id="campaign" data-live>
      <p className="lead">
        <Badge standing={standing} /> {until}
        {next && `${until ? ', and' : ''} says next: ${momentWords(next.moment).toLowerCase()}, in ${next.within}`}
        {until || next ? '.' : ''}
      </p>
      <Facts
        facts={[
          ['Kind', kindWords[plan.kind]],
          ['Name', <code key="name">{row.name}</code>],
          ['In French', plan.label.fr],
          ['Opens', <Time key="opens" at={new Date(dates.opens)} />],
          ['Second markdown', dates.second && <Time key="second" at={new Date(dates.second)} />],
          ['Third markdown', dates.third && <Time key="third" at={new Date(dates.third)} />],
          ['Ends', <Time key="ends" at={new Date(dates.ends)} />],
          ['Written to', plan.paths.map((path) => pathWords[path]).join(', ')],
          ['Each moment goes out over', plan.spread],
          [
            row.state === 'cancelled' ? 'Called off' : `Saved, version ${row.version}`,
            <span key="saved">
              <Time at={row.savedAt} /> by {savedBy}: {row.why}
            </span>,
          ],
          [
            'A large day',
            <a key="volume" href={`/deliverability${storeQuery}`}>
              Volume of the day and ramp
            </a>,
          ],
        ]}
      />
    </div>
  );
};
