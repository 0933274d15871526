import type { RequestHandler } from 'express';
import type { CustomerId } from '../../domain/ids.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { Queries } from '../../db/client.ts';
import { readSection } from '../../db/policies/section.ts';
import { readActiveModels, readModels } from '../../db/scoring/models.ts';
import {
  readCrossings,
  readLevels,
  readScore,
  readStatistics,
  type ScoreRow,
  type StatisticsOfCustomer,
} from '../../db/scoring/read-scores.ts';
import { readLastRun } from '../../db/scoring/scoring-runs.ts';
import { judgeFreshness } from '../../domain/freshness/freshness.ts';
import { fitSentence } from '../../domain/scores/fit-sentence.ts';
import { valueFromOrders } from '../../domain/segments/value.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { storeOf } from '../access/access.ts';
import { namedCustomer } from '../read/customer.ts';
import { modelName } from './models.ts';
import { signalsView } from './signals-view.ts';

interface ScoresDeps {
  readonly db: Queries;
  readonly clock: Clock;
}

/** Crossings that are shown. */
const newest = 20;

/**
 * `GET /v1/customers/:customerId/scores`: what the models say of a customer, with what it rests on and which fits said it.
 * Where no model has spoken, why, and what the rules say in its place.
 */
export const getCustomerScores =
  (deps: ScoresDeps): RequestHandler =>
  async (request, response) => {
    const customer = await namedCustomer(deps.db, request, response);
    response.json(await readScoresView(deps, storeOf(response), customer));
  };

/** The answer for one customer of a store, as programs and pages show it. */
export const readScoresView = async ({ db, clock }: ScoresDeps, store: StoreRow, customer: CustomerId) => {
  const now = new Date(clock.now());
  const [score, statistics, levels, crossings, policy, shop, signals, limits] = await Promise.all([
    readScore(db, customer),
    readStatistics(db, customer),
    readLevels(db, customer),
    readCrossings(db, customer, newest),
    readSection(db, store.id, 'scores', now),
    readSection(db, store.id, 'shop', now),
    signalsView(db, { store, customer, now: now.getTime() }),
    readSection(db, store.id, 'freshness', now),
  ]);
  const fits = score ? await readModels(db, [score.modelId, ...(score.spendModelId ? [score.spendModelId] : [])]) : [];
  const fitOf = (id: string | null | undefined) => {
    const fit = fits.find((one) => one.id === id);
    return fit ? modelName(fit) : null;
  };
  return {
    customer,
    scores: score
      ? {
          ...scoresView(score),
          within: { churn: policy.churnWithin, orders: policy.horizon, value: policy.horizon },
          money: { currency: store.currency, margin: shop.margin, discount: policy.discount },
        }
      : null,
    model: score ? { orders: fitOf(score.modelId), spend: fitOf(score.spendModelId) } : null,
    asOf: score?.asOf ?? null,
    scoredAt: score?.scoredAt ?? null,
    /** Older than the policy allows: the runs of the night have not come. */
    stale: judgeFreshness('scores', score?.scoredAt.getTime(), limits.scores, now.getTime()).state === 'stale',
    /** Orders changed since: another score is on its way. */
    outdated: score !== undefined && score.statisticsVersion !== statistics?.version,
    evidence: evidenceView(statistics),
    fallback: score ? null : await fallbackOf({ db, clock }, store, statistics),
    watches: levels,
    crossings,
    signals,
  };
};

export type ScoresView = Awaited<ReturnType<typeof readScoresView>>;

const scoresView = (row: ScoreRow) => ({
  alive: row.alive,
  churn: row.churn,
  expectedOrders: row.expectedOrders,
  expectedSpend: row.expectedSpend,
  lifetimeValue: row.lifetimeValue,
  nextOrder: { median: row.nextOrder, from: row.nextOrderFrom, to: row.nextOrderTo },
});

const evidenceView = (statistics: StatisticsOfCustomer | undefined) => ({
  /** N: orders of one day are one. */
  purchaseDays: statistics?.days ?? 0,
  orders: statistics?.orders ?? 0,
  firstDay: statistics?.firstDay ?? null,
  lastDay: statistics?.lastDay ?? null,
  amount: statistics?.amount ?? 0,
  ordersInOtherCurrencies: statistics?.otherOrders ?? 0,
});

/** Why no model has spoken, and what the rules about orders say instead. */
const fallbackOf = async ({ db, clock }: ScoresDeps, store: StoreRow, statistics: StatisticsOfCustomer | undefined) => {
  const [active, last, value] = await Promise.all([
    readActiveModels(db, store.id),
    readLastRun(db, store.id),
    readSection(db, store.id, 'value', new Date(clock.now())),
  ]);
  const { days = 0, amount = 0, lastDay = null } = statistics ?? {};
  const history = { count: days, total: amount, ...(lastDay && { lastAt: Date.parse(`${lastDay}T00:00:00Z`) }) };
  const fit = last?.fits?.find(({ kind }) => kind === 'orders');
  const hasModel = active.some(({ kind }) => kind === 'orders');
  const [reason, why] =
    days === 0
      ? (['no_orders', 'the customer has no order that counts'] as const)
      : hasModel
        ? (['not_scored_yet', 'the next run scores this customer'] as const)
        : (['no_model', fit ? fitSentence(fit) : 'no model was fitted to this store yet'] as const);
  return { reason, why, by: 'rules' as const, ...valueFromOrders(history, value, clock.now()) };
};
