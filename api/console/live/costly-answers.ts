import { listWatched } from '../../../db/alerts/watched.ts';
import { reportStoreCatalogue } from '../../../db/catalogue/report.ts';
import { listScarce } from '../../../db/demand/scarce.ts';
import { listExperiments } from '../../../db/experiments/assignments.ts';
import { readCounters } from '../../../db/pages/counters.ts';
import { readWithheldJumps } from '../../../db/pages/withheld-share.ts';
import { readCampaignById } from '../../../db/season/campaigns.ts';
import { countCampaign } from '../../../db/season/counts.ts';
import { countMains, countSizes } from '../../../db/segments/sizes.ts';
import { readStore } from '../../../db/shop/stores.ts';
import type { CampaignId, StoreId } from '../../../domain/ids.ts';
import { lineOf } from '../../scores/demand.ts';
import { reportStoreCoverage } from '../../coverage/report.ts';
import { campaignFigures } from '../../figures/campaign-figures.ts';
import { reportFreshness } from '../../freshness/report.ts';
import { campaignSpecs } from '../../season/concerned.ts';
import { specs } from '../../specs.ts';
import { readReport, type ReportQuestion } from '../experiments/read-report.ts';
import type { PageDeps } from '../page.ts';
import { keepAnswers } from './kept-answers.ts';

/** What pages show that is costly to read. */
export type CostlyAnswers = Pick<
  PageDeps,
  | 'counters'
  | 'catalogue'
  | 'jumps'
  | 'watched'
  | 'campaignCounts'
  | 'campaignFigures'
  | 'experiments'
  | 'reports'
  | 'segmentCounts'
  | 'scarce'
  | 'coverage'
  | 'ages'
>;

const second = 1_000;
const year = 365 * 86_400_000;
/** Products of the page of alerts. */
const mostWatched = 50;

/** Products of the page of demand. */
const mostScarce = 100;

/** The journeys whose messages are a campaign's. */
const campaignJourneys = campaignSpecs(specs).map(({ name }) => name);

/** Reads each for whoever looks, and keeps it for a while. */
export const costlyAnswers = ({ db, clock }: Pick<PageDeps, 'db' | 'clock'>): CostlyAnswers => ({
  counters: keepAnswers(async (store: StoreId) => readCounters(db, store), second),
  watched: keepAnswers(async (store: StoreId) => listWatched(db, store, mostWatched), 10 * second),
  campaignCounts: keepAnswers(async (id: CampaignId) => countCampaign(db, id, campaignJourneys), 2 * second),
  campaignFigures: keepAnswers(async (id: CampaignId) => {
    const row = await readCampaignById(db, id);
    const store = row && (await readStore(db, row.storeId));
    return row && store && campaignFigures(db, store, row, clock.now());
  }, 2 * second),
  experiments: keepAnswers(
    async (store: StoreId) => listExperiments(db, store, new Date(clock.now() - year)),
    10 * second,
  ),
  segmentCounts: keepAnswers(async (store: StoreId) => {
    const [members, mains] = await Promise.all([countSizes(db, store), countMains(db, store)]);
    return { members, mains };
  }, 2 * second),
  scarce: keepAnswers(async (store: StoreId) => (await listScarce(db, store, mostScarce)).map(lineOf), 10 * second),
  reports: keepAnswers(async (question: ReportQuestion) => readReport(db, question, clock.now()), 30 * second, {
    nameOf: ({ store, experiment, asked }) => JSON.stringify([store.id, experiment.experiment, asked]),
  }),
  catalogue: keepAnswers(async (store: StoreId) => reportStoreCatalogue(db, store, clock.now()), 10 * second),
  ages: keepAnswers(async (store: StoreId) => reportFreshness(db, store, clock.now()), 10 * second),
  coverage: keepAnswers(async (store: StoreId) => reportStoreCoverage(db, store, specs, clock.now()), 10 * second),
  jumps: keepAnswers(async (store: StoreId) => readWithheldJumps(db, store, clock.now()), 300 * second),
});
